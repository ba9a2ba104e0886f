package dev.orderstream.local.auth;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A token's claims as API Gateway hands them on: each a text, a list as {@code [a b]}. */
final class ClaimTexts {

    private static final List<String> OF_SCOPES = List.of("scope", "scp");

    private ClaimTexts() {}

    static Map<String, String> of(Map<String, Object> claims) {
        Map<String, String> texts = new HashMap<>();
        claims.forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    /** The scopes, which issuers write as words of a text or as a list. */
    static Set<String> scopes(Map<String, Object> claims) {
        Set<String> scopes = new HashSet<>();
        for (String name : OF_SCOPES) {
            switch (claims.get(name)) {
                case String words -> scopes.addAll(Arrays.asList(words.strip().split("\\s+", -1)));
                case Collection<?> list -> list.forEach(word -> scopes.add(text(word)));
                case null, default -> {}
            }
        }
        return scopes;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Number number ->
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case Collection<?> list ->
                    list.stream().map(ClaimTexts::text).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((name, member) -> sorted.put(text(name), text(member)));
                yield sorted.entrySet().stream()
                        .map(member -> member.getKey() + ":" + member.getValue())
                        .collect(Collectors.joining(" ", "map[", "]"));
            }
            default -> value.toString();
        };
    }
}
