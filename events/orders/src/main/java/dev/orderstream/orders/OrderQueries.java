package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.AwaitedViews;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the queries about orders from the read model. */
public final class OrderQueries {

    private static final OrderProjection PROJECTION = new OrderProjection();

    private final Supplier<ViewStore> views;
    private final AwaitedViews awaitedViews;
    private final OrderLists lists;

    public OrderQueries(Supplier<ViewStore> views, ReadYourWrites readYourWrites) {
        this.views = views;
        this.awaitedViews = new AwaitedViews(views, readYourWrites);
        this.lists = new OrderLists(views, readYourWrites);
    }

    public QueryBus register(QueryBus bus) {
        return bus.with(FindOrder.class, this::find)
                .with(ListOrders.class, lists::list)
                .with(FindHistory.class, this::history);
    }

    private Answer<Optional<Versioned<OrderView>>> find(FindOrder query) {
        Answer<Optional<View>> found = awaitView(query.orderId(), query.awaited());
        return new Answer<>(
                found.value().map(view -> new Versioned<>(order(view), view.version())),
                found.recent());
    }

    private Answer<Optional<OrderHistory>> history(FindHistory query) {
        Answer<Optional<View>> found = awaitView(query.orderId(), query.awaited());
        // As recent as the view: other replicas may not have its history yet.
        Consistency consistency =
                query.awaited() == null ? Consistency.EVENTUAL : Consistency.STRONG;
        return new Answer<>(
                found.value().map(view -> history(view, query.commitsMax(), consistency)),
                found.recent());
    }

    private OrderHistory history(View view, int commitsMax, Consistency consistency) {
        return new OrderHistory(
                order(view),
                views.get()
                        .history(view.key().owner(), 0, view.version(), commitsMax, consistency));
    }

    private Answer<Optional<View>> awaitView(OrderId orderId, @Nullable Awaited awaited) {
        return awaitedViews.read(OrderKeys.view(orderId.value()), awaited);
    }

    private static OrderView order(View view) {
        return PROJECTION.read(view.body());
    }
}
