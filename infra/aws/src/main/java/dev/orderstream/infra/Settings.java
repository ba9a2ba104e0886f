package dev.orderstream.infra;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment is told by {@code -c name=value}.
 *
 * @param prefix what the names of tables, functions and the stack begin with; a stage is a prefix
 *     of its own
 * @param tokens who issues the tokens and for whom; empty where everybody may do everything, which
 *     has to be chosen
 * @param developer whether it is a small stack that goes away with all its data
 * @param origins of web pages that may call; without any no page of another origin may
 * @param currency of an order that names none; empty for the functions' own choice
 * @param inventory {@code off} where stock is not counted; empty for the functions' own choice
 * @param alarmEmail who is told of alarms; empty where somebody subscribes to the topic himself
 */
record Settings(
        String prefix,
        Optional<Tokens> tokens,
        boolean developer,
        List<String> origins,
        Optional<String> currency,
        Optional<String> inventory,
        Optional<String> alarmEmail) {

    /** What the authorizer compares a token's {@code iss} and {@code aud} with. */
    record Tokens(String issuer, String audience) {}

    /** Of up to 30 characters, so that every name made of it is within 64. */
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{2,29}");

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/,*]+");

    Settings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "prefix: expected 3 to 30 of a–z 0–9 -, a letter first, got " + prefix);
        }
        origins = List.copyOf(origins);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "origins: expected https://… without a path, and commas between, got "
                                + origin);
            }
        }
    }

    /**
     * Reads the context.
     *
     * @throws IllegalArgumentException that says what to give where something is missing or wrong
     */
    static Settings read(Function<String, @Nullable Object> context) {
        boolean developer = flag(context, "developer");
        return new Settings(
                text(context, "prefix").orElse("orderstream"),
                tokens(context, developer),
                developer,
                text(context, "origins")
                        .map(all -> Arrays.stream(all.split(",", -1)).map(String::strip).toList())
                        .orElse(List.of()),
                text(context, "currency"),
                text(context, "inventory"),
                text(context, "alarmEmail"));
    }

    private static Optional<Tokens> tokens(
            Function<String, @Nullable Object> context, boolean developer) {
        Optional<String> issuer = text(context, "issuer");
        Optional<String> audience = text(context, "audience");
        String auth = text(context, "auth").orElse("jwt");
        if (auth.equals("none") && developer && issuer.isEmpty() && audience.isEmpty()) {
            return Optional.empty();
        }
        if (auth.equals("none")) {
            throw new IllegalArgumentException(
                    "auth=none lets everybody do everything: expected developer=true beside it, and"
                            + " neither issuer nor audience");
        }
        if (!auth.equals("jwt")) {
            throw new IllegalArgumentException("auth: expected jwt or none, got " + auth);
        }
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected -c issuer=https://… and -c audience=…, of the tokens that are let in"
                            + " (or, to try it out, -c developer=true -c auth=none)");
        }
        if (!issuer.get().startsWith("https://")) {
            throw new IllegalArgumentException("issuer: expected https://…, got " + issuer.get());
        }
        return Optional.of(new Tokens(issuer.get(), audience.get()));
    }

    private static boolean flag(Function<String, @Nullable Object> context, String name) {
        String value = text(context, name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            name + ": expected true or false, got " + value);
        };
    }

    private static Optional<String> text(Function<String, @Nullable Object> context, String name) {
        return Optional.ofNullable(context.apply(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }
}
