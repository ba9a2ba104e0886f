package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;

/**
 * The id of a customer: 1 to 64 characters of {@code A–Z a–z 0–9 . _ ~ -}, but not {@code .} or
 * {@code ..}.
 */
public record CustomerId(String value) {

    public static final String CATEGORY = "Customer";

    /** As a regular expression. */
    public static final String FORM = Identifiers.FORM_TEXT;

    public CustomerId {
        Identifiers.checkStored(value);
    }

    /**
     * A new id, as a request names it.
     *
     * @throws InvalidValueException where the text is none
     */
    public static CustomerId of(String text) {
        return new CustomerId(Identifiers.check(text));
    }

    /** The id that a text is, or nothing: any other text names no customer. */
    public static Optional<CustomerId> find(String text) {
        return Identifiers.isOne(text) ? Optional.of(new CustomerId(text)) : Optional.empty();
    }

    public StreamId stream() {
        return new StreamId(CATEGORY, value);
    }
}
