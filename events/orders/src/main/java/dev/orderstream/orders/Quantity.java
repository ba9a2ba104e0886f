package dev.orderstream.orders;

import java.math.BigDecimal;

/** How many pieces of a product: 1 to 1,000,000. */
public record Quantity(int pieces) {

    public static final int PIECES_MAX = 1_000_000;

    public Quantity {
        Pieces.check(pieces, 1, PIECES_MAX);
    }

    /** The quantity that a number is; {@code 1.0} is 1. */
    public static Quantity of(BigDecimal number) {
        return new Quantity(Pieces.of(number, 1, PIECES_MAX));
    }
}
