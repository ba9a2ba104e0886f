package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;

/** How many pieces came, or went (less than 0): up to 1,000,000,000, but not none. */
public record StockDelta(int pieces) {

    public StockDelta {
        Pieces.check(pieces, -Stock.PIECES_MAX, Stock.PIECES_MAX);
        if (pieces == 0) {
            throw new InvalidValueException("zero", "expected pieces that came or went, not 0");
        }
    }

    /** The pieces that a number is; {@code 1.0} is 1. */
    public static StockDelta of(BigDecimal number) {
        return new StockDelta(Pieces.of(number, -Stock.PIECES_MAX, Stock.PIECES_MAX));
    }
}
