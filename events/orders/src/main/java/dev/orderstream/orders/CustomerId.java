package dev.orderstream.orders;

/** The id of a customer: 1 to 64 characters of {@code A–Z a–z 0–9 . _ ~ -}. */
public record CustomerId(String value) {
    public CustomerId {
        Identifiers.check(value);
    }
}
