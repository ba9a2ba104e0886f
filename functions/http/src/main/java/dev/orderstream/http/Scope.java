package dev.orderstream.http;

import java.util.Locale;

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
}
