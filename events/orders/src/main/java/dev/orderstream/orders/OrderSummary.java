package dev.orderstream.orders;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order as lists show it. */
public record OrderSummary(
        OrderId orderId,
        CustomerId customerId,
        @Nullable String customerName,
        OrderStatus status,
        BigDecimal totalAmount,
        OrderCurrency currency,
        int itemCount,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant shippedAt) {

    public OrderPlace place() {
        return new OrderPlace(createdAt, orderId);
    }
}
