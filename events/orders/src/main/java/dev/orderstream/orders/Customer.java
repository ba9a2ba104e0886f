package dev.orderstream.orders;

import org.jspecify.annotations.Nullable;

/** A customer as far as anybody has said: the name, null while nobody has. */
public record Customer(@Nullable String name) {

    public static final int NAME_MAX = 200;

    static final Customer UNKNOWN = new Customer(null);
}
