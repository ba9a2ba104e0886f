package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandHandlers;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.view.AwaitedViews;
import dev.orderstream.eventsourcing.view.QueryHandlers;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ServingViews;
import dev.orderstream.giftcards.GiftCardCommand.Issue;
import dev.orderstream.giftcards.GiftCardCommand.Redeem;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Brings gift cards to the buses, each in the function that has it. */
@Factory
final class GiftCardBeans {

    /** Each commit has one, so that a load is one item. */
    private static final int SNAPSHOT_EVERY = 1;

    private static final int CHANGES_KNOWN = 10;

    static final Aggregate<GiftCardCommand, GiftCard, GiftCardEvent, GiftCardRejection> GIFT_CARD =
            new Aggregate<>(
                    new GiftCardDecider(),
                    GiftCardEvent.CODEC,
                    GiftCard.STATES,
                    SNAPSHOT_EVERY,
                    CHANGES_KNOWN);

    @Singleton
    @Requires(property = "orderstream.function", value = "command")
    CommandHandlers giftCardCommands(EventStore store, Pacing pacing) {
        var loop = new CommandLoop<>(GIFT_CARD, store, pacing);
        return bus -> bus.with(Issue.class, loop).with(Redeem.class, loop);
    }

    @Singleton
    @Requires(property = "orderstream.function", value = "query")
    QueryHandlers giftCardQueries(ServingViews views, ReadYourWrites readYourWrites) {
        return new GiftCardQueries(new AwaitedViews(views, readYourWrites))::register;
    }
}
