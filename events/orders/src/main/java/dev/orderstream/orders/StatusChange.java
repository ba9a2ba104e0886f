package dev.orderstream.orders;

import org.jspecify.annotations.Nullable;

/** The status that an order is to get, with what belongs to it. */
public sealed interface StatusChange {

    int SHIPMENT_TEXT_MAX = 64;
    int REASON_MAX = 100;

    OrderStatus status();

    /** The goods left the house. */
    record Ship(@Nullable String carrier, @Nullable String trackingNumber) implements StatusChange {
        public Ship {
            Texts.checkStoredOptional(carrier, SHIPMENT_TEXT_MAX);
            Texts.checkStoredOptional(trackingNumber, SHIPMENT_TEXT_MAX);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.SHIPPED;
        }
    }

    /** The goods arrived. */
    record Deliver() implements StatusChange {
        @Override
        public OrderStatus status() {
            return OrderStatus.DELIVERED;
        }
    }

    /** The order will not be carried out. */
    record Cancel(@Nullable String reason) implements StatusChange {
        public Cancel {
            Texts.checkStoredOptional(reason, REASON_MAX);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.CANCELLED;
        }
    }
}
