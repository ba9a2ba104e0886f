package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a gift card: 1 to 64 characters of {@code A–Z a–z 0–9 -}. */
record GiftCardId(String value) {

    static final String CATEGORY = "GiftCard";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** The id that a text is, or nothing: any other text names no gift card. */
    static Optional<GiftCardId> find(String text) {
        return Optional.of(text).filter(FORM.asMatchPredicate()).map(GiftCardId::new);
    }

    StreamId stream() {
        return new StreamId(CATEGORY, value);
    }
}
