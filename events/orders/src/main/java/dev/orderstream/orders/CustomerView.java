package dev.orderstream.orders;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a lookup shows it: the name (null: nobody has said it), how many orders there are
 * in every status, and what those came to that are shipped or delivered.
 */
public record CustomerView(
        CustomerId customerId,
        @Nullable String name,
        Map<OrderStatus, Long> orders,
        List<Spent> spent) {

    public CustomerView {
        orders = Map.copyOf(orders);
        spent = List.copyOf(spent);
    }

    /** An amount in one currency. */
    public record Spent(OrderCurrency currency, BigDecimal amount) {}

    boolean hasOrders() {
        return orders.values().stream().anyMatch(count -> count > 0);
    }
}
