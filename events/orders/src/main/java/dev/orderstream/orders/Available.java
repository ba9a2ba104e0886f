package dev.orderstream.orders;

import java.math.BigDecimal;

/** How many pieces somebody has counted that may be sold: 0 to 1,000,000,000. */
public record Available(int pieces) {

    public Available {
        Pieces.check(pieces, 0, Stock.PIECES_MAX);
    }

    /** The pieces that a number is; {@code 1.0} is 1. */
    public static Available of(BigDecimal number) {
        return new Available(Pieces.of(number, 0, Stock.PIECES_MAX));
    }
}
