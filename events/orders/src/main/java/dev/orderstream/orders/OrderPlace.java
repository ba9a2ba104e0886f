package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.UnreadableException;
import java.time.Instant;
import java.util.Comparator;

/** An order's place in lists by creation, which it never leaves. */
public record OrderPlace(Instant createdAt, OrderId orderId) implements Comparable<OrderPlace> {

    private static final Comparator<OrderPlace> BY_CREATION =
            Comparator.comparing(OrderPlace::createdAt)
                    .thenComparing(place -> place.orderId().value());

    /** The place as text, which sorts as places do. */
    String sort() {
        return Timestamps.format(createdAt) + "#" + orderId.value();
    }

    /**
     * The place that a stored text says, which {@link #sort} wrote.
     *
     * @throws UnreadableException where it says none
     */
    static OrderPlace parse(String sort) {
        return UnreadableException.unless(
                "a stored place",
                () -> {
                    int hash = sort.indexOf('#');
                    return new OrderPlace(
                            Timestamps.parse(sort.substring(0, hash)),
                            new OrderId(sort.substring(hash + 1)));
                });
    }

    @Override
    public int compareTo(OrderPlace other) {
        return BY_CREATION.compare(this, other);
    }
}
