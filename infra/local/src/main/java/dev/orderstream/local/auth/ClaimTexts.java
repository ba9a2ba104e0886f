package dev.orderstream.local.auth;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A token's claims as API Gateway hands them on: each a text, a list as {@code [a b]}. */
final class ClaimTexts {

    private ClaimTexts() {}

    /** Those that are null are left out. */
    static Map<String, String> of(Map<String, Object> claims) {
        Map<String, String> texts = new HashMap<>();
        claims.forEach((name, value) -> {
            if (value != null) {
                texts.put(name, text(value));
            }
        });
        return texts;
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
