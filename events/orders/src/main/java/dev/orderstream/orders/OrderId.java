package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of an order: a UUID of any version, in lower case. */
public record OrderId(String value) {

    public static final String CATEGORY = "Order";

    /** As a regular expression. */
    public static final String FORM =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public OrderId {
        if (!PATTERN.matcher(value).matches()) {
            throw new InvalidValueException("invalid-format", "expected a lower-case UUID");
        }
    }

    public static OrderId of(UUID uuid) {
        return new OrderId(uuid.toString());
    }

    /** The id that a text is, or nothing: any other text names no order. */
    public static Optional<OrderId> find(String text) {
        return PATTERN.matcher(text).matches() ? Optional.of(new OrderId(text)) : Optional.empty();
    }

    public StreamId stream() {
        return new StreamId(CATEGORY, value);
    }
}
