package dev.orderstream.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, each with all its values. They are read from the raw text: the
 * event's own map joins the values of a repeated parameter by commas, which a value may hold, too.
 */
public record QueryParameters(Map<String, List<String>> values) {

    public QueryParameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static QueryParameters parse(@Nullable String rawQuery) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    values.computeIfAbsent(decode(name), key -> new ArrayList<>())
                            .add(decode(value));
                }
            }
        }
        return new QueryParameters(values);
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            // What the decoder puts where bytes are no UTF-8.
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw invalid("The query is not percent-encoded UTF-8.");
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * These parameters, where each of them is known here and given once.
     *
     * @throws ProblemException 400 otherwise
     */
    public QueryParameters only(String... known) {
        Set<String> names = Set.of(known);
        values.forEach((name, given) -> {
            if (!names.contains(name)) {
                throw invalid(
                        name,
                        names.isEmpty()
                                ? "Expected no query parameters here."
                                : "A query parameter is not known here; known are "
                                        + String.join(", ", known)
                                        + ".");
            }
            if (given.size() > 1) {
                throw invalid(name, name + ": expected once.");
            }
        });
        return this;
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** A whole number in these bounds, both included, or nothing where it is not given. */
    public Optional<Integer> integer(String name, int min, int max) {
        return find(name).map(text -> integer(name, text, min, max));
    }

    private static int integer(String name, String text, int min, int max) {
        // Ten digits at most, so that the number fits a long; and no sign, which int's parser
        // takes.
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw invalid("%s: expected a whole number from %d to %d.".formatted(name, min, max));
    }

    /** The problem of one that must be there. */
    public static ProblemException missing(String parameter) {
        return invalid(parameter, parameter + ": expected a value.");
    }

    /** The problem of this one. */
    public static ProblemException invalid(String parameter, String detail) {
        return Problem.of(ProblemType.INVALID_PARAMETER, detail)
                .with("parameter", parameter)
                .asException();
    }

    public static ProblemException invalid(String detail) {
        return Problem.of(ProblemType.INVALID_PARAMETER, detail).asException();
    }
}
