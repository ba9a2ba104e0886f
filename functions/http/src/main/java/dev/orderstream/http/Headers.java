package dev.orderstream.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request, by names of any case; a header that was sent twice has both values. */
public record Headers(Map<String, String> byLowerCaseName) {

    public Headers {
        byLowerCaseName = Collections.unmodifiableMap(new TreeMap<>(byLowerCaseName));
    }

    static Headers of(@Nullable Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>();
        if (headers != null) {
            headers.forEach((name, value) ->
                    byName.put(
                            name.toLowerCase(Locale.ROOT), Objects.requireNonNullElse(value, "")));
        }
        return new Headers(byName);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(byLowerCaseName.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * A header of 1 to {@code charactersMax} visible ASCII characters.
     *
     * @throws ProblemException 400 where it is there and something else
     */
    public Optional<String> visibleAscii(String name, int charactersMax) {
        Pattern form = Pattern.compile("[\\x21-\\x7E]{1," + charactersMax + "}");
        Optional<String> value = find(name);
        if (value.filter(text -> !form.matcher(text).matches()).isPresent()) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            "%s: expected 1 to %d visible ASCII characters."
                                    .formatted(name, charactersMax))
                    .asException();
        }
        return value;
    }
}
