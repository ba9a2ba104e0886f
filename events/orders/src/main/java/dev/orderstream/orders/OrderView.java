package dev.orderstream.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order as a lookup shows it: how it was placed, its lines, and what became of it. */
public record OrderView(
        Placement placement, List<OrderLine> lines, Progress progress, Instant updatedAt) {

    public OrderView {
        lines = List.copyOf(lines);
    }

    /** What an order was placed with; it never changes. */
    public record Placement(
            OrderId orderId,
            CustomerId customerId,
            @Nullable String customerName,
            OrderCurrency currency,
            ShippingAddress shippingAddress,
            Instant createdAt) {}

    /** How far an order has come. */
    public record Progress(
            OrderStatus status,
            @Nullable Instant shippedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant cancelledAt,
            @Nullable String cancelReason,
            @Nullable String carrier,
            @Nullable String trackingNumber) {

        static final Progress PENDING =
                new Progress(OrderStatus.PENDING, null, null, null, null, null, null);

        Progress shipped(Instant at, @Nullable String by, @Nullable String tracking) {
            return new Progress(OrderStatus.SHIPPED, at, null, null, null, by, tracking);
        }

        Progress delivered(Instant at) {
            return new Progress(
                    OrderStatus.DELIVERED, shippedAt, at, null, null, carrier, trackingNumber);
        }

        Progress cancelled(Instant at, @Nullable String reason) {
            return new Progress(OrderStatus.CANCELLED, null, null, at, reason, null, null);
        }
    }

    /** The sum of the lines, exact. */
    public BigDecimal totalAmount() {
        return lines.stream().map(OrderLine::subtotal).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public OrderSummary summary() {
        return new OrderSummary(
                placement.orderId(),
                placement.customerId(),
                placement.customerName(),
                progress.status(),
                totalAmount(),
                placement.currency(),
                lines.size(),
                placement.createdAt(),
                updatedAt,
                progress.shippedAt());
    }

    OrderView with(OrderLine line) {
        return with(Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    OrderView without(int line) {
        return with(lines.stream().filter(kept -> kept.line() != line).toList());
    }

    private OrderView with(List<OrderLine> other) {
        return new OrderView(placement, other, progress, updatedAt);
    }

    OrderView with(Progress other) {
        return new OrderView(placement, lines, other, updatedAt);
    }

    OrderView updatedAt(Instant time) {
        return new OrderView(placement, lines, progress, time);
    }
}
