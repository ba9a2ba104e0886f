package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderPage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer's orders, part by part. The index behind them trails the views by a moment, so a list
 * that waited for an order shows that one from its view.
 */
record OrderLists(CurrentViews views, AwaitedOrders orders) {

    private static final Comparator<Versioned<OrderSummary>> BY_CREATION =
            Comparator.comparing(row -> row.value().place());

    Answer<OrderPage> list(ListOrders query) {
        Awaited awaited = query.awaited();
        if (awaited == null) {
            return new Answer<>(
                    page(query, rows(query, rowsMax(query)), Consistency.EVENTUAL), true);
        }
        // Only an order of the customer is waited for; any other is as one that does not exist.
        Answer<Optional<Versioned<OrderView>>> order =
                orders.await(new OrderReader(query.customerId()), awaited);
        // One more than the part has: the awaited order's own row may have to go.
        List<Versioned<OrderSummary>> rows = rows(query, rowsMax(query) + 1);
        if (order.recent()) {
            rows = withAwaited(query, rows, order.value().orElseThrow());
        }
        return new Answer<>(page(query, rows, Consistency.STRONG), order.recent());
    }

    /** How many rows are read: a page needs those before it, too. */
    private static int rowsMax(ListOrders query) {
        return skipped(query) + query.part().size();
    }

    private static int skipped(ListOrders query) {
        return switch (query.part()) {
            case ListPart.Page page -> Math.toIntExact(page.rowsBefore());
            case ListPart.After after -> 0;
        };
    }

    private static @Nullable OrderPlace after(ListOrders query) {
        return switch (query.part()) {
            case ListPart.Page page -> null;
            case ListPart.After after -> after.place();
        };
    }

    private List<Versioned<OrderSummary>> rows(ListOrders query, int rowsMax) {
        return rows(query, after(query), rowsMax);
    }

    private List<Versioned<OrderSummary>> rows(
            ListOrders query, @Nullable OrderPlace after, int rowsMax) {
        ListQuery list =
                new ListQuery(
                        OrderKeys.totals(query.customerId()).owner(),
                        query.status() == null ? null : query.status().word(),
                        query.ascending(),
                        after == null ? null : after.sort(),
                        rowsMax);
        return views.get().list(list).stream()
                .map(row ->
                        new Versioned<>(
                                OrderViewDocument.readSummary(row.summary()), row.version()))
                .toList();
    }

    /** The rows with the awaited order as its view shows it, if it belongs among them at all. */
    private static List<Versioned<OrderSummary>> withAwaited(
            ListOrders query, List<Versioned<OrderSummary>> rows, Versioned<OrderView> awaited) {
        OrderSummary summary = awaited.value().summary();
        Stream<Versioned<OrderSummary>> others =
                rows.stream().filter(row -> !row.value().orderId().equals(summary.orderId()));
        Stream<Versioned<OrderSummary>> own =
                belongs(query, summary)
                        ? Stream.of(new Versioned<>(summary, awaited.version()))
                        : Stream.empty();
        return Stream.concat(others, own)
                .sorted(query.ascending() ? BY_CREATION : BY_CREATION.reversed())
                .toList();
    }

    private static boolean belongs(ListOrders query, OrderSummary order) {
        OrderPlace after = after(query);
        boolean isAhead =
                after == null
                        || (query.ascending()
                                ? order.place().compareTo(after) > 0
                                : order.place().compareTo(after) < 0);
        return isAhead && (query.status() == null || query.status() == order.status());
    }

    private OrderPage page(
            ListOrders query, List<Versioned<OrderSummary>> rows, Consistency totals) {
        List<Versioned<OrderSummary>> part =
                rows.stream().skip(skipped(query)).limit(query.part().size()).toList();
        long total = total(query.customerId(), query.status(), totals);
        return new OrderPage(part, total, hasMore(query, rows.size(), part, total));
    }

    /**
     * Whether rows follow. Where a full part is the last one by the total, one row more is asked
     * for: the total may trail, and with a status it says nothing about what is ahead.
     */
    private boolean hasMore(
            ListOrders query, int rowsRead, List<Versioned<OrderSummary>> part, long total) {
        if (rowsRead != rowsMax(query)) {
            return rowsRead > rowsMax(query);
        }
        return query.part().end() < total
                || !rows(query, part.getLast().value().place(), 1).isEmpty();
    }

    private long total(CustomerId customer, @Nullable OrderStatus status, Consistency consistency) {
        Map<String, BigDecimal> counters =
                views.get().counters(OrderKeys.totals(customer), consistency).amounts();
        return Arrays.stream(OrderStatus.values())
                .filter(each -> status == null || status == each)
                .mapToLong(each -> OrderKeys.count(counters, each))
                .sum();
    }
}
