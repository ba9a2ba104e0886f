package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;

/** Why the rules refuse a command. */
public sealed interface OrderRejection {

    /** There is no such order. */
    record NotFound() implements OrderRejection {}

    /** The stream of a new order is taken. */
    record AlreadyCreated() implements OrderRejection {}

    /** The order has no such line. */
    record LineNotFound(int line) implements OrderRejection {}

    /** The state of the order forbids it; the detail says what would be needed. */
    record InvalidTransition(OrderStatus current, String detail) implements OrderRejection {}

    /** There is less of a product than the order would take. */
    record InsufficientInventory(ProductId productId, long available) implements OrderRejection {}

    /** A price that the order's currency can't hold. */
    record PriceTooPrecise(OrderCurrency currency) implements OrderRejection {
        public InvalidValueException asInvalidValue() {
            return currency.tooManyDecimals();
        }
    }
}
