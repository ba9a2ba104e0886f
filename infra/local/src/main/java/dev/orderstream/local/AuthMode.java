package dev.orderstream.local;

import java.util.Locale;

/** Whether callers are asked for a token. */
enum AuthMode {
    JWT,
    NONE;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
