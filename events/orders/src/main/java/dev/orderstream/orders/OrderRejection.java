package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.util.List;

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

    /**
     * There is less of some products than the order would take: each of them, as they were named.
     */
    record InsufficientInventory(List<Shortage> shortages) implements OrderRejection {
        public InsufficientInventory {
            shortages = List.copyOf(shortages);
            if (shortages.isEmpty()) {
                throw new IllegalArgumentException("expected at least one shortage");
            }
        }
    }

    /** A product of which less is available than all lines of the request together ask for. */
    record Shortage(ProductId productId, long requested, long available) {}

    /** A price that the order's currency can't hold. */
    record PriceTooPrecise(OrderCurrency currency) implements OrderRejection {
        public InvalidValueException asInvalidValue() {
            return currency.tooManyDecimals();
        }
    }
}
