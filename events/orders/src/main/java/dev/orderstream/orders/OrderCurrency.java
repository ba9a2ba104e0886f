package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.UnreadableException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one currency of an order. Input must name an ISO 4217 currency that is in use and has a
 * number of decimals. A stored order keeps its currency, also when that is withdrawn later.
 */
public final class OrderCurrency {

    /** No currency has more. */
    private static final int DECIMALS_MAX = 4;

    private static final Pattern FORM = Pattern.compile("[A-Z]{3}");

    private final String code;

    /** Null: this code knows nothing of the currency. */
    private final @Nullable Integer decimals;

    /**
     * A currency that is in use.
     *
     * @throws InvalidValueException where the code is not one of those
     */
    public OrderCurrency(String code) {
        this(code, Currencies.ACTIVE.get(code));
        if (decimals == null) {
            throw new InvalidValueException(
                    "unknown-currency",
                    "expected an ISO 4217 currency code that is in use, such as EUR");
        }
    }

    private OrderCurrency(String code, @Nullable Integer decimals) {
        this.code = code;
        this.decimals = decimals;
    }

    /**
     * The currency of an order that is stored, whatever became of the currency since.
     *
     * @throws UnreadableException where the text has not the form of a code
     */
    static OrderCurrency stored(String code) {
        if (!FORM.matcher(code).matches()) {
            throw new UnreadableException("a currency: expected three capital letters");
        }
        Integer active = Currencies.ACTIVE.get(code);
        return new OrderCurrency(code, active == null ? Currencies.WITHDRAWN.get(code) : active);
    }

    public String code() {
        return code;
    }

    /** How many decimals a price may have; 0 where this code knows nothing of the currency. */
    public int decimals() {
        return decimals == null ? 0 : decimals;
    }

    /** True where an order in this currency can have this price without rounding. */
    public boolean fits(UnitPrice price) {
        return price.decimals() <= decimalsMax();
    }

    /** The price itself, where it fits. */
    public UnitPrice check(UnitPrice price) {
        if (!fits(price)) {
            throw tooManyDecimals();
        }
        return price;
    }

    InvalidValueException tooManyDecimals() {
        return new InvalidValueException(
                "too-many-decimals",
                "expected at most %d decimals in %s".formatted(decimalsMax(), code));
    }

    private int decimalsMax() {
        return decimals == null ? DECIMALS_MAX : decimals;
    }

    /**
     * An amount with this currency's decimals: {@code 25.2} in euros is {@code 25.20}. An amount
     * that was stored with more decimals keeps them: it is never rounded.
     */
    public BigDecimal scaled(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.setScale(Math.max(decimals(), plain.scale()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderCurrency currency && currency.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}
