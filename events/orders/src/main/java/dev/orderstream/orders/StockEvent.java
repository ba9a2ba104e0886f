package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a product's stock. Which product it is, is the stream's name. Every commit has
 * to fit into one write unit of 1 KB, snapshot included, so the stored names are short.
 */
public sealed interface StockEvent {

    /** The stored names and schemas. */
    EventCodec<StockEvent> CODEC =
            new EventCodec<StockEvent>()
                    .with(
                            "StockCounted",
                            Schema.first(),
                            StockCounted.class,
                            StockCounted::write,
                            StockCounted::read)
                    .with(
                            "StockAdjusted",
                            Schema.first(),
                            StockAdjusted.class,
                            StockAdjusted::write,
                            StockAdjusted::read)
                    .with(
                            "StockReserved",
                            Schema.first(),
                            StockReserved.class,
                            StockReserved::write,
                            StockReserved::read)
                    .with(
                            "StockReleased",
                            Schema.first(),
                            StockReleased.class,
                            StockReleased::write,
                            StockReleased::read);

    /** Somebody counted what may be sold. */
    record StockCounted(int available) implements StockEvent {

        private Fields write() {
            return Document.fields().put("available", available).build();
        }

        private static StockCounted read(Fields data) {
            return new StockCounted(data.integer("available"));
        }
    }

    /** Pieces came or went, and so many were there then. */
    record StockAdjusted(int delta, long available, @Nullable String reason) implements StockEvent {

        private Fields write() {
            return Document.fields()
                    .put("delta", delta)
                    .put("available", available)
                    .put("reason", reason)
                    .build();
        }

        private static StockAdjusted read(Fields data) {
            return new StockAdjusted(
                    data.integer("delta"),
                    data.decimal("available").longValueExact(),
                    data.textOrNull("reason"));
        }
    }

    /** An order holds pieces from now on. */
    record StockReserved(OrderId orderId, int quantity) implements StockEvent {

        private Fields write() {
            return held(orderId, quantity);
        }

        private static StockReserved read(Fields data) {
            return new StockReserved(new OrderId(data.text("order_id")), data.integer("quantity"));
        }
    }

    /** An order gave back pieces that it had held. */
    record StockReleased(OrderId orderId, int quantity) implements StockEvent {

        private Fields write() {
            return held(orderId, quantity);
        }

        private static StockReleased read(Fields data) {
            return new StockReleased(new OrderId(data.text("order_id")), data.integer("quantity"));
        }
    }

    private static Fields held(OrderId orderId, int quantity) {
        return Document.fields().put("order_id", orderId.value()).put("quantity", quantity).build();
    }
}
