package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import org.jspecify.annotations.Nullable;

/** What an item can't do without. */
final class Required {

    private Required() {}

    static <T> T attribute(String name, @Nullable T value) {
        if (value == null) {
            throw new UnreadableException("attribute " + name + " is missing");
        }
        return value;
    }
}
