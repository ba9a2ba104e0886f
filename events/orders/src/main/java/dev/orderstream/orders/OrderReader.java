package dev.orderstream.orders;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for an order: everybody's are there for him, or those of one customer. Any other is as
 * if it were not there.
 *
 * @param customerId null: everybody's
 */
public record OrderReader(@Nullable CustomerId customerId) {

    public static final OrderReader OF_ALL = new OrderReader(null);

    boolean sees(OrderView order) {
        return customerId == null || customerId.equals(order.placement().customerId());
    }
}
