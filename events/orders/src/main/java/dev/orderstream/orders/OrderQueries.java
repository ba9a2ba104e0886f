package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderPage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the queries about orders from the read model. */
public final class OrderQueries {

    private static final OrderProjection PROJECTION = new OrderProjection();

    private final Supplier<ViewStore> views;
    private final ReadYourWrites readYourWrites;

    public OrderQueries(Supplier<ViewStore> views, ReadYourWrites readYourWrites) {
        this.views = views;
        this.readYourWrites = readYourWrites;
    }

    public QueryBus register(QueryBus bus) {
        return bus.with(FindOrder.class, this::find)
                .with(ListOrders.class, this::list)
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
        return new Answer<>(
                found.value().map(view -> history(view, query.commitsMax())), found.recent());
    }

    private OrderHistory history(View view, int commitsMax) {
        return new OrderHistory(
                order(view),
                views.get().history(view.key().owner(), 0, view.version(), commitsMax));
    }

    private Answer<OrderPage> list(ListOrders query) {
        Awaited awaited = query.awaited();
        if (awaited == null) {
            return new Answer<>(page(query, Consistency.EVENTUAL), true);
        }
        boolean recent = awaitOrderOf(query.customerId(), awaited);
        return new Answer<>(page(query, Consistency.STRONG), recent);
    }

    private OrderPage page(ListOrders query, Consistency totals) {
        String owner = OrderKeys.totals(query.customerId()).owner();
        String group = query.status() == null ? null : query.status().word();
        int skipped = (query.page() - 1) * query.pageSize();
        List<Versioned<OrderSummary>> rows =
                views
                        .get()
                        .list(
                                new ListQuery(
                                        owner,
                                        group,
                                        query.ascending(),
                                        skipped + query.pageSize()))
                        .stream()
                        .skip(skipped)
                        .map(row ->
                                new Versioned<>(
                                        OrderViewDocument.readSummary(row.summary()),
                                        row.version()))
                        .toList();
        return new OrderPage(rows, total(query.customerId(), query.status(), totals));
    }

    private long total(CustomerId customer, @Nullable OrderStatus status, Consistency consistency) {
        Map<String, BigDecimal> counters =
                views.get().counters(OrderKeys.totals(customer), consistency);
        return Arrays.stream(OrderStatus.values())
                .filter(each -> status == null || status == each)
                .map(each -> counters.getOrDefault(OrderKeys.orders(each), BigDecimal.ZERO))
                .mapToLong(BigDecimal::longValueExact)
                .sum();
    }

    private Answer<Optional<View>> awaitView(OrderId orderId, @Nullable Awaited awaited) {
        ViewKey key = OrderKeys.view(orderId.value());
        if (awaited == null) {
            return new Answer<>(views.get().read(key, Consistency.EVENTUAL), true);
        }
        return readYourWrites.await(
                awaited.timeout(),
                consistency -> views.get().read(key, consistency),
                found -> found.filter(view -> view.version() >= awaited.version()).isPresent());
    }

    /**
     * Only an order of the customer can make the list recent; anything else is waited for alike.
     */
    private boolean awaitOrderOf(CustomerId customer, Awaited awaited) {
        ViewKey key = OrderKeys.view(awaited.stream().id());
        boolean isOrder = awaited.stream().category().equals(OrderId.CATEGORY);
        return readYourWrites
                .await(
                        awaited.timeout(),
                        consistency -> views.get().read(key, consistency),
                        found ->
                                isOrder
                                        && found.filter(view -> view.version() >= awaited.version())
                                                .filter(view ->
                                                        order(view)
                                                                .placement()
                                                                .customerId()
                                                                .equals(customer))
                                                .isPresent())
                .recent();
    }

    private static OrderView order(View view) {
        return PROJECTION.read(view.body());
    }
}
