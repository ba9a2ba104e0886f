package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.AwaitedViews;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.StockQuery.FindStock;
import java.util.Optional;

/** Answers the queries about stock from the read model. */
public final class StockQueries {

    private static final StockProjection PROJECTION = new StockProjection();

    private final AwaitedViews awaitedViews;

    public StockQueries(CurrentViews views, ReadYourWrites readYourWrites) {
        this.awaitedViews = new AwaitedViews(views, readYourWrites);
    }

    public QueryBus register(QueryBus bus) {
        return bus.with(FindStock.class, this::find);
    }

    private Answer<Optional<Versioned<Counted>>> find(FindStock query) {
        Answer<Optional<View>> found =
                awaitedViews.read(PROJECTION.key(query.productId().value()), query.awaited());
        return new Answer<>(
                found.value()
                        .map(view -> new Versioned<>(PROJECTION.read(view.body()), view.version())),
                found.recent());
    }
}
