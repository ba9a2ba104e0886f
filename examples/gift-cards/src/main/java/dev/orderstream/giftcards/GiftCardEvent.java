package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;

/** What happened to a gift card. Which one it is, is the stream's name. */
sealed interface GiftCardEvent {

    /** The stored names and schemas. */
    EventCodec<GiftCardEvent> CODEC =
            new EventCodec<GiftCardEvent>()
                    .with(
                            "GiftCardIssued",
                            Schema.first(),
                            Issued.class,
                            Issued::write,
                            Issued::read)
                    .with(
                            "GiftCardRedeemed",
                            Schema.first(),
                            Redeemed.class,
                            Redeemed::write,
                            Redeemed::read);

    /** It was issued with so many points. */
    record Issued(int points) implements GiftCardEvent {

        private Fields write() {
            return Document.fields().put("points", points).build();
        }

        private static Issued read(Fields data) {
            return new Issued(data.integer("points"));
        }
    }

    /** Points were taken, and so many were left then. */
    record Redeemed(int points, int balance) implements GiftCardEvent {

        private Fields write() {
            return Document.fields().put("points", points).put("balance", balance).build();
        }

        private static Redeemed read(Fields data) {
            return new Redeemed(data.integer("points"), data.integer("balance"));
        }
    }
}
