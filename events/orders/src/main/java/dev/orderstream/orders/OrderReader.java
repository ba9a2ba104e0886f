package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.StreamVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Who reads orders and customers: a caller who sees all of them, or only those of one customer. Any
 * other order is as if it did not exist.
 *
 * @param customerId null: all of them
 */
public record OrderReader(@Nullable CustomerId customerId) {

    public static final OrderReader OF_ALL = new OrderReader(null);

    /** The streams of the orders, and of the customer, that they may see. */
    StreamVisibility visible() {
        return customerId == null
                ? StreamVisibility.ALL
                : StreamVisibility.of(customerId.value());
    }

    boolean sees(OrderView order) {
        return customerId == null || customerId.equals(order.placement().customerId());
    }
}
