package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;

/**
 * The price of one piece: an exact decimal from 0 to 999,999,999.99. How many decimals it may have
 * is up to its currency ({@link OrderCurrency#check}).
 */
public record UnitPrice(BigDecimal amount) {

    /** Far beyond any currency's: it bounds what is stored where the currency is not known yet. */
    private static final int DECIMALS_MAX = 40;

    public static final BigDecimal MAX = new BigDecimal("999999999.99");

    public UnitPrice {
        if (amount.signum() < 0 || amount.compareTo(MAX) > 0) {
            throw new InvalidValueException(
                    "out-of-range", "expected 0 to %s".formatted(MAX.toPlainString()));
        }
        amount = amount.stripTrailingZeros();
        if (amount.scale() > DECIMALS_MAX) {
            throw new InvalidValueException(
                    "too-many-decimals", "expected at most the decimals of the currency");
        }
    }

    /** The number of decimals that the amount needs. */
    int decimals() {
        return Math.max(0, amount.scale());
    }
}
