package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an item can't do without, and what can't be made of it. */
final class Required {

    private Required() {}

    /** What can't be made of stored attributes, for whatever reason, can't be read. */
    static <T> T valid(Supplier<T> value) {
        return UnreadableException.unless("stored item", value);
    }

    static <T> T attribute(String name, @Nullable T value) {
        if (value == null) {
            throw new UnreadableException("attribute " + name + " is missing");
        }
        return value;
    }

    /** An attribute of an item. */
    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return attribute(name, item.get(name));
    }
}
