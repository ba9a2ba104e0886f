package dev.orderstream.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the context of a deployment and collects its errors. A name that was never asked for is an
 * error of its own, so a new setting needs no list of names: it is known by being read.
 */
final class ContextReader {

    /** What the cdk command itself puts there, apart from the names with a colon or an at sign. */
    private static final Set<String> OF_CDK =
            Set.of("acknowledged-issue-numbers", "cdk-migrate", "cli-telemetry");

    private static final int SHOWN_CHARACTERS_MAX = 100;

    private final Map<String, Object> context = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> errors = new ArrayList<>();

    /** Turns a text into a value, or says what was expected. */
    interface Parser<T> {
        /**
         * The value.
         *
         * @throws IllegalArgumentException whose message says what was expected
         */
        T parse(String text);
    }

    ContextReader(Map<String, ? extends @Nullable Object> context) {
        context.forEach((name, value) -> {
            if (value != null) {
                this.context.put(name, value);
            }
        });
    }

    /** The setting; empty where it is not given, is blank, or is an error that is noted. */
    <T> Optional<T> optional(String name, Parser<T> parser) {
        known.add(name);
        Object value = context.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map || value instanceof Collection) {
            error(name + ": expected a text, got a list or an object");
            return Optional.empty();
        }
        String text = value.toString().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(text));
        } catch (IllegalArgumentException e) {
            error("%s: %s, got \"%s\"".formatted(name, e.getMessage(), shown(text)));
            return Optional.empty();
        }
    }

    /** The setting, or its default where it is not given or is an error that is noted. */
    <T> T or(String name, Parser<T> parser, T otherwise) {
        return optional(name, parser).orElse(otherwise);
    }

    /** Whether the setting is given, right or wrong. */
    boolean has(String name) {
        return !context.getOrDefault(name, "").toString().isBlank();
    }

    void error(String line) {
        errors.add(line);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettingsException with every error that was noted
     */
    void finish() {
        context.keySet().stream()
                .filter(name -> !known.contains(name) && !ofCdk(name))
                .forEach(name -> error(unknown(name)));
        if (!errors.isEmpty()) {
            throw new InvalidSettingsException(errors);
        }
    }

    /** Feature flags, options of the command and what it has looked up. */
    private static boolean ofCdk(String name) {
        return name.indexOf(':') >= 0 || name.startsWith("@") || OF_CDK.contains(name);
    }

    private String unknown(String name) {
        String nearest =
                known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                        .filter(candidate -> distance(name, candidate) <= allowed(candidate))
                        .map(candidate -> "did you mean " + candidate + "?")
                        .orElse("expected one of " + String.join(", ", known));
        return "%s: unknown setting, %s".formatted(shown(name), nearest);
    }

    /** A third of the letters: more is another word. */
    private static int allowed(String candidate) {
        return Math.max(2, candidate.length() / 3);
    }

    /** How many letters to add, remove or replace, upper and lower case being the same. */
    private static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    /** On one line of a terminal, and short. */
    private static String shown(String text) {
        String visible = text.replaceAll("[^\\x20-\\x7e\\p{L}\\p{N}\\p{P}\\p{S}]", "?");
        return visible.length() <= SHOWN_CHARACTERS_MAX
                ? visible
                : visible.substring(0, SHOWN_CHARACTERS_MAX) + "…";
    }
}
