package dev.orderstream.eventsourcing.view;

import java.util.HashSet;
import java.util.Set;

/**
 * The words that a view is found by, and its place among all that have such a word ({@code sort},
 * text that sorts and that no other view has). Once stored they stay: whoever finds a view by a
 * word looks whether it still has that.
 */
public record Tokens(String sort, Set<String> words) {

    public static final Tokens NONE = new Tokens("", Set.of());

    public Tokens {
        words = Set.copyOf(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** Those of these that a view with {@code known} has not brought already. */
    public Tokens without(Tokens known) {
        if (!sort.equals(known.sort())) {
            return this;
        }
        Set<String> left = new HashSet<>(words);
        left.removeAll(known.words());
        return new Tokens(sort, left);
    }
}
