package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Outcome;

/** What can be asked of a gift card. */
sealed interface GiftCardCommand
        extends Command<Outcome<GiftCard, GiftCardEvent, GiftCardRejection>> {

    GiftCardId id();

    @Override
    default StreamId stream() {
        return id().stream();
    }

    /** It may have been issued before, or not: the rules look. */
    @Override
    default boolean opensStream() {
        return false;
    }

    /** It has so many points from now on. */
    record Issue(GiftCardId id, int points, Envelope envelope) implements GiftCardCommand {}

    /** So many points are taken. */
    record Redeem(GiftCardId id, int points, Envelope envelope) implements GiftCardCommand {}
}
