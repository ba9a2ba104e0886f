package dev.orderstream.http;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a token must allow, as OAuth words it. */
public enum Scope {
    /** No token is needed. */
    NONE,
    READ,
    WRITE,
    /** Allows everything. */
    ADMIN;

    /** The word in a token, {@code orders:read}. */
    public String word() {
        return "orders:" + name().toLowerCase(Locale.ROOT);
    }

    /** The words any one of which is enough: what an authorizer asks a route's tokens for. */
    public SortedSet<String> sufficientWords() {
        SortedSet<String> words = new TreeSet<>();
        if (this != NONE) {
            words.add(word());
            words.add(ADMIN.word());
        }
        return Collections.unmodifiableSortedSet(words);
    }
}
