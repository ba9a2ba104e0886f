package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;

/** Why the rules refuse a command. */
public sealed interface StockRejection {

    /** Nobody has counted the product yet. */
    record NotCounted() implements StockRejection {}

    /** More would go than there is. */
    record NotEnough(long available) implements StockRejection {}

    /** There would be more than anybody may count. */
    record TooMany(long available) implements StockRejection {
        public InvalidValueException asInvalidValue() {
            return new InvalidValueException(
                    "out-of-range",
                    "expected at most %d pieces together with the %d that are there"
                            .formatted(Stock.PIECES_MAX, available));
        }
    }
}
