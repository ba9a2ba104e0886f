package dev.orderstream.orders;

/** The id of a product: 1 to 64 characters of {@code A–Z a–z 0–9 . _ ~ -}. */
public record ProductId(String value) {
    public ProductId {
        Identifiers.check(value);
    }
}
