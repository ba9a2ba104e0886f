package dev.orderstream.operations.cli;

import java.util.Locale;

/** What a command's answer is written as. */
enum OutputForm {
    TEXT,
    JSON;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
