package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderPage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer's orders by page. The index behind them trails the views by a moment, so a list that
 * waited for an order shows that one from its view.
 */
final class OrderLists {

    private static final OrderProjection PROJECTION = new OrderProjection();
    private static final Comparator<Versioned<OrderSummary>> BY_CREATION =
            Comparator.<Versioned<OrderSummary>, Instant>comparing(row -> row.value().createdAt())
                    .thenComparing(row -> row.value().orderId().value());

    private final Supplier<ViewStore> views;
    private final ReadYourWrites readYourWrites;

    OrderLists(Supplier<ViewStore> views, ReadYourWrites readYourWrites) {
        this.views = views;
        this.readYourWrites = readYourWrites;
    }

    Answer<OrderPage> list(ListOrders query) {
        Awaited awaited = query.awaited();
        if (awaited == null) {
            List<Versioned<OrderSummary>> rows = rows(query, rowsMax(query));
            return new Answer<>(page(query, rows, Consistency.EVENTUAL), true);
        }
        Answer<Optional<Versioned<OrderSummary>>> order = await(query.customerId(), awaited);
        // One more than the page ends with: the awaited order's own row may have to go.
        List<Versioned<OrderSummary>> rows = rows(query, rowsMax(query) + 1);
        if (order.recent()) {
            rows = withAwaited(query, rows, order.value().orElseThrow());
        }
        return new Answer<>(page(query, rows, Consistency.STRONG), order.recent());
    }

    /** How far the page reaches into the list. */
    private static int rowsMax(ListOrders query) {
        return query.page() * query.pageSize();
    }

    private List<Versioned<OrderSummary>> rows(ListOrders query, int rowsMax) {
        String owner = OrderKeys.totals(query.customerId()).owner();
        String group = query.status() == null ? null : query.status().word();
        return views.get().list(new ListQuery(owner, group, query.ascending(), rowsMax)).stream()
                .map(row ->
                        new Versioned<>(
                                OrderViewDocument.readSummary(row.summary()), row.version()))
                .toList();
    }

    /** The rows with the awaited order as its view shows it, if it belongs to the list at all. */
    private static List<Versioned<OrderSummary>> withAwaited(
            ListOrders query, List<Versioned<OrderSummary>> rows, Versioned<OrderSummary> awaited) {
        OrderSummary summary = awaited.value();
        boolean belongs = query.status() == null || query.status() == summary.status();
        Stream<Versioned<OrderSummary>> others =
                rows.stream().filter(row -> !row.value().orderId().equals(summary.orderId()));
        return Stream.concat(others, belongs ? Stream.of(awaited) : Stream.empty())
                .sorted(query.ascending() ? BY_CREATION : BY_CREATION.reversed())
                .toList();
    }

    private OrderPage page(
            ListOrders query, List<Versioned<OrderSummary>> rows, Consistency totals) {
        List<Versioned<OrderSummary>> page =
                rows.stream()
                        .limit(rowsMax(query))
                        .skip((long) (query.page() - 1) * query.pageSize())
                        .toList();
        return new OrderPage(page, total(query.customerId(), query.status(), totals));
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

    /** Only an order of the customer is what the list waits for; anything else lasts as long. */
    private Answer<Optional<Versioned<OrderSummary>>> await(CustomerId customer, Awaited awaited) {
        Optional<OrderId> id =
                awaited.stream().category().equals(OrderId.CATEGORY)
                        ? OrderId.find(awaited.stream().id())
                        : Optional.empty();
        return readYourWrites.await(
                awaited.timeout(),
                consistency ->
                        id.flatMap(order -> find(order, consistency))
                                .filter(order -> order.value().customerId().equals(customer)),
                found -> found.filter(order -> order.version() >= awaited.version()).isPresent());
    }

    private Optional<Versioned<OrderSummary>> find(OrderId id, Consistency consistency) {
        return views.get()
                .read(OrderKeys.view(id.value()), consistency)
                .map(view ->
                        new Versioned<>(PROJECTION.read(view.body()).summary(), view.version()));
    }
}
