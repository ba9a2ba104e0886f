package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Timestamps;
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

    @Override
    public int compareTo(OrderPlace other) {
        return BY_CREATION.compare(this, other);
    }
}
