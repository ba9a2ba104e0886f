package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import java.util.Optional;

/** Answers the queries about orders from the read model. */
public final class OrderQueries {

    private final AwaitedOrders orders;
    private final OrderLists lists;
    private final OrderHistories histories;
    private final OrderSearches searches;

    /** With a search in the views themselves. */
    public OrderQueries(CurrentViews views, ReadYourWrites readYourWrites) {
        this(views, readYourWrites, new TokenSearch(views));
    }

    public OrderQueries(CurrentViews views, ReadYourWrites readYourWrites, OrderSearch search) {
        this.orders = new AwaitedOrders(views, readYourWrites);
        this.lists = new OrderLists(views, orders);
        this.histories = new OrderHistories(views, orders);
        this.searches = new OrderSearches(search, orders);
    }

    public QueryBus register(QueryBus bus) {
        return bus.with(FindOrder.class, this::find)
                .with(ListOrders.class, lists::list)
                .with(SearchOrders.class, searches::search)
                .with(FindHistory.class, histories::read);
    }

    private Answer<Optional<Versioned<OrderView>>> find(FindOrder query) {
        Awaited awaited = query.awaited();
        return awaited == null
                ? new Answer<>(
                        orders.find(query.orderId(), query.reader(), Consistency.EVENTUAL), true)
                : orders.await(query.reader(), awaited);
    }
}
