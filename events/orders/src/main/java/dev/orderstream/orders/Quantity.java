package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;

/** How many pieces of a product: 1 to 1,000,000. */
public record Quantity(int pieces) {

    private static final int PIECES_MAX = 1_000_000;

    public Quantity {
        if (pieces < 1 || pieces > PIECES_MAX) {
            throw outOfRange();
        }
    }

    /** The quantity that a number is; {@code 1.0} is 1. */
    public static Quantity of(BigDecimal number) {
        if (number.compareTo(BigDecimal.ONE) < 0
                || number.compareTo(BigDecimal.valueOf(PIECES_MAX)) > 0) {
            throw outOfRange();
        }
        try {
            return new Quantity(number.intValueExact());
        } catch (ArithmeticException e) {
            throw new InvalidValueException("not-whole", "expected a whole number of pieces");
        }
    }

    private static InvalidValueException outOfRange() {
        return new InvalidValueException(
                "out-of-range", "expected 1 to %d pieces".formatted(PIECES_MAX));
    }
}
