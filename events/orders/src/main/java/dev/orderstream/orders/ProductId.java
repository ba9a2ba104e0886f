package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;

/**
 * The id of a product: 1 to 64 characters of {@code A–Z a–z 0–9 . _ ~ -}, but not {@code .} or
 * {@code ..}.
 */
public record ProductId(String value) {

    /** As a regular expression. */
    public static final String FORM = Identifiers.FORM_TEXT;

    public ProductId {
        Identifiers.checkStored(value);
    }

    /**
     * A new id, as a request names it.
     *
     * @throws InvalidValueException where the text is none
     */
    public static ProductId of(String text) {
        return new ProductId(Identifiers.check(text));
    }

    /** The id that a text is, or nothing: any other text names no product. */
    public static Optional<ProductId> find(String text) {
        return Identifiers.isOne(text) ? Optional.of(new ProductId(text)) : Optional.empty();
    }

    /** The stream of the product's stock. */
    public StreamId stock() {
        return new StreamId(Stock.CATEGORY, value);
    }
}
