package dev.orderstream.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One claim of a token, by its type. */
public sealed interface Claim {

    record Text(String value) implements Claim {}

    record Texts(List<String> values) implements Claim {

        public Texts {
            values = List.copyOf(values);
        }
    }

    /** A number, a boolean, an object, a list of such, or something of an unknown type. */
    record Other() implements Claim {}

    /** The claim that a value of a JSON document is. */
    static Claim of(Object value) {
        return switch (value) {
            case String text -> new Text(text);
            case Collection<?> list when list.stream().allMatch(String.class::isInstance) ->
                    new Texts(list.stream().map(String.class::cast).toList());
            default -> new Other();
        };
    }

    /**
     * The scopes that it names: the words of a text, between spaces and nothing else (RFC 6749), or
     * the texts of a list, each as a whole. A text in brackets, which is what lists become, has
     * none.
     */
    default Set<String> scopes() {
        return switch (this) {
            case Text(String words) when words.startsWith("[") && words.endsWith("]") -> Set.of();
            case Text(String words) ->
                    Arrays.stream(words.split(" ", -1))
                            .filter(word -> !word.isEmpty())
                            .collect(Collectors.toUnmodifiableSet());
            case Texts(List<String> list) -> Set.copyOf(list);
            case Other() -> Set.of();
        };
    }

    /**
     * The scopes by which a route lets a token in: those of {@code scope}, and of {@code scp} only
     * where there is no {@code scope}.
     */
    static Set<String> scopes(@Nullable Claim scope, @Nullable Claim scp) {
        if (scope != null) {
            return scope.scopes();
        }
        return scp == null ? Set.of() : scp.scopes();
    }
}
