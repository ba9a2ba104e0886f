package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.AwaitedViews;
import dev.orderstream.eventsourcing.view.Query;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the queries about gift cards from the read model. */
record GiftCardQueries(AwaitedViews views) {

    private static final GiftCardProjection PROJECTION = new GiftCardProjection();

    /** One gift card; nothing while nobody has issued it. */
    record Find(GiftCardId id, @Nullable Awaited awaited)
            implements Query<Answer<Optional<Versioned<GiftCard>>>> {}

    QueryBus register(QueryBus bus) {
        return bus.with(Find.class, this::find);
    }

    private Answer<Optional<Versioned<GiftCard>>> find(Find query) {
        var found = views.read(PROJECTION.key(query.id().value()), query.awaited());
        return new Answer<>(
                found.value()
                        .map(view -> new Versioned<>(PROJECTION.read(view.body()), view.version())),
                found.recent());
    }
}
