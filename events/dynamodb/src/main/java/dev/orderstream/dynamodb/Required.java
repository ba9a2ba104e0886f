package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an item can't do without, and what can't be made of it. */
final class Required {

    private Required() {}

    /** What a value refuses that was stored can't be read. */
    static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new UnreadableException("stored item: " + e.getMessage(), e);
        }
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
