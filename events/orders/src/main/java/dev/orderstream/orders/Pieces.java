package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;

/** Whole numbers of pieces of a product, between two bounds. */
final class Pieces {

    private Pieces() {}

    static int check(int pieces, int min, int max) {
        if (pieces < min || pieces > max) {
            throw outOfRange(min, max);
        }
        return pieces;
    }

    /** The pieces that a number is; {@code 1.0} is 1. */
    static int of(BigDecimal number, int min, int max) {
        // At first: it may have more digits than anybody wants to see.
        if (number.compareTo(BigDecimal.valueOf(min)) < 0
                || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw outOfRange(min, max);
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidValueException("not-whole", "expected a whole number of pieces");
        }
    }

    private static InvalidValueException outOfRange(int min, int max) {
        return new InvalidValueException(
                "out-of-range", "expected %d to %d pieces".formatted(min, max));
    }
}
