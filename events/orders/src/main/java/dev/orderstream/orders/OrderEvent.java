package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order. When it happened is the commit's {@code recordedAt}. Each event stands
 * beside the two functions that store it and read it; its stored name and schema never change.
 */
public sealed interface OrderEvent {

    Decimal NOTHING = new Decimal(BigDecimal.ZERO);

    /** The stored names and schemas. */
    EventCodec<OrderEvent> CODEC =
            new EventCodec<OrderEvent>()
                    .with(
                            "OrderCreated",
                            Schema.first(),
                            OrderCreated.class,
                            OrderCreated::write,
                            OrderCreated::read)
                    .with(
                            "OrderItemAdded",
                            // 1 → 2: nothing was reserved before there was stock.
                            Schema.first().then(data -> data.with("reserved", NOTHING)),
                            OrderItemAdded.class,
                            OrderItemAdded::write,
                            OrderItemAdded::read)
                    .with(
                            "OrderItemRemoved",
                            Schema.first(),
                            OrderItemRemoved.class,
                            OrderItemRemoved::write,
                            OrderItemRemoved::read)
                    .with(
                            "OrderShipped",
                            Schema.first(),
                            OrderShipped.class,
                            OrderShipped::write,
                            OrderShipped::read)
                    .with(
                            "OrderDelivered",
                            Schema.first(),
                            OrderDelivered.class,
                            event -> Fields.NONE,
                            data -> new OrderDelivered())
                    .with(
                            "OrderCancelled",
                            Schema.first(),
                            OrderCancelled.class,
                            OrderCancelled::write,
                            OrderCancelled::read);

    /** The order was placed; its lines follow in the same commit. */
    record OrderCreated(
            OrderId orderId,
            CustomerId customerId,
            @Nullable String customerName,
            OrderCurrency currency,
            ShippingAddress shippingAddress)
            implements OrderEvent {

        private Fields write() {
            return Document.fields()
                    .put("order_id", orderId.value())
                    .put("customer_id", customerId.value())
                    .put("customer_name", customerName)
                    .put("currency", currency.code())
                    .put("shipping_address", AddressDocument.write(shippingAddress))
                    .build();
        }

        private static OrderCreated read(Fields data) {
            return new OrderCreated(
                    new OrderId(data.text("order_id")),
                    new CustomerId(data.text("customer_id")),
                    data.textOrNull("customer_name"),
                    OrderCurrency.stored(data.text("currency")),
                    AddressDocument.read(data.fields("shipping_address")));
        }
    }

    /**
     * A line was added. Lines count from 1; a number is never used twice.
     *
     * @param reserved how many pieces of the product's stock it holds: all that it has, or none
     *     where the product was never counted
     */
    record OrderItemAdded(
            int line, ProductId productId, Quantity quantity, UnitPrice unitPrice, int reserved)
            implements OrderEvent {

        /** The line that it made. */
        public OrderLine orderLine() {
            return new OrderLine(line, productId, quantity, unitPrice);
        }

        private Fields write() {
            return LineDocument.write(orderLine())
                    .with("reserved", new Decimal(BigDecimal.valueOf(reserved)));
        }

        private static OrderItemAdded read(Fields data) {
            OrderLine read = LineDocument.read(data);
            return new OrderItemAdded(
                    read.line(),
                    read.productId(),
                    read.quantity(),
                    read.unitPrice(),
                    data.integer("reserved"));
        }
    }

    /** A line was taken out. */
    record OrderItemRemoved(int line) implements OrderEvent {

        private Fields write() {
            return Document.fields().put("line", line).build();
        }

        private static OrderItemRemoved read(Fields data) {
            return new OrderItemRemoved(data.integer("line"));
        }
    }

    /** The goods left the house. */
    record OrderShipped(@Nullable String carrier, @Nullable String trackingNumber)
            implements OrderEvent {

        private Fields write() {
            return Document.fields()
                    .put("carrier", carrier)
                    .put("tracking_number", trackingNumber)
                    .build();
        }

        private static OrderShipped read(Fields data) {
            return new OrderShipped(data.textOrNull("carrier"), data.textOrNull("tracking_number"));
        }
    }

    /** The goods arrived. */
    record OrderDelivered() implements OrderEvent {}

    /** The order was cancelled. */
    record OrderCancelled(@Nullable String reason) implements OrderEvent {

        private Fields write() {
            return Document.fields().put("reason", reason).build();
        }

        private static OrderCancelled read(Fields data) {
            return new OrderCancelled(data.textOrNull("reason"));
        }
    }
}
