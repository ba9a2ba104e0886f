package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import java.math.BigDecimal;

/**
 * A gift card: the state of the write side, and what a lookup shows.
 *
 * @param issued so many points it was issued with; 0 where it never was
 * @param balance so many are left
 */
record GiftCard(int issued, int balance) {

    private static final int POINTS_MAX = 1_000_000;

    static final StateCodec<GiftCard> STATES =
            new StateCodec<>(Schema.first(), GiftCard::write, GiftCard::read);

    GiftCard {
        if (balance < 0 || balance > issued) {
            throw new IllegalArgumentException(
                    "balance: expected 0 to %d points, got %d".formatted(issued, balance));
        }
    }

    /** The points that a number is, 1 to 1,000,000; {@code 1.0} is 1. */
    static int points(BigDecimal number) {
        // At first: it may have more digits than anybody wants to see.
        if (number.compareTo(BigDecimal.ONE) < 0
                || number.compareTo(BigDecimal.valueOf(POINTS_MAX)) > 0) {
            throw new InvalidValueException("out-of-range", "expected 1 to 1000000 points");
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidValueException("not-whole", "expected whole points");
        }
    }

    Fields write() {
        return Document.fields().put("issued", issued).put("balance", balance).build();
    }

    static GiftCard read(Fields data) {
        return new GiftCard(data.integer("issued"), data.integer("balance"));
    }
}
