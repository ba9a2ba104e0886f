package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** The one currency of an order: an ISO 4217 code that has decimals (so no metal, no test code). */
public record OrderCurrency(String code) {

    private static final Map<String, Integer> DECIMALS =
            Currency.getAvailableCurrencies().stream()
                    .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    public OrderCurrency {
        if (!DECIMALS.containsKey(code)) {
            throw new InvalidValueException(
                    "unknown-currency", "expected an ISO 4217 currency code such as EUR");
        }
    }

    public int decimals() {
        return DECIMALS.getOrDefault(code, 0);
    }

    /** True where an order in this currency can have this price without rounding. */
    public boolean fits(UnitPrice price) {
        return price.decimals() <= decimals();
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
                "expected at most %d decimals in %s".formatted(decimals(), code));
    }

    /** An amount with just this currency's decimals: {@code 25.2} in euros is {@code 25.20}. */
    public BigDecimal scaled(BigDecimal amount) {
        return amount.setScale(decimals());
    }
}
