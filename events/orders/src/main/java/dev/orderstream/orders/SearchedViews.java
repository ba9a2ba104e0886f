package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The views of orders in which is searched.
 *
 * @param seen an order that is known without them; null: none
 * @param budget what reading them may still cost
 */
record SearchedViews(
        ViewStore store,
        SearchCriteria criteria,
        @Nullable Versioned<OrderView> seen,
        SearchBudget budget) {

    private static final OrderProjection PROJECTION = new OrderProjection();

    /** False where a row alone tells whether its order is what is searched for. */
    boolean mayNeedViews() {
        return !criteria.words().words().isEmpty();
    }

    boolean isSeen(OrderId id) {
        return seen != null && seen.value().placement().orderId().equals(id);
    }

    /** Those of these orders that are what is searched for. */
    List<Versioned<OrderSummary>> matching(List<OrderId> ids) {
        return matching(read(ids).stream());
    }

    List<Versioned<OrderSummary>> matching(Stream<Versioned<OrderView>> orders) {
        return orders.filter(order -> criteria.matches(order.value()))
                .map(SearchedViews::summary)
                .toList();
    }

    /** Those of these orders that may be found at all, whatever else is searched for. */
    List<Versioned<OrderView>> visible(List<OrderId> ids) {
        OrderReader reader = new OrderReader(criteria.customer());
        Stream<Versioned<OrderView>> known =
                seen != null && ids.contains(seen.value().placement().orderId())
                        ? Stream.of(seen)
                        : Stream.empty();
        return Stream.concat(known, read(ids).stream())
                .filter(order -> reader.sees(order.value()))
                .toList();
    }

    /** Those of these orders that there are, but for the one that is known. */
    private List<Versioned<OrderView>> read(List<OrderId> ids) {
        List<OrderId> unknown = ids.stream().filter(id -> !isSeen(id)).toList();
        return unknown.isEmpty()
                ? List.of()
                : store
                        .readAll(
                                unknown.stream().map(id -> OrderKeys.view(id.value())).toList(),
                                Consistency.EVENTUAL,
                                budget)
                        .stream()
                        .map(view -> new Versioned<>(PROJECTION.read(view.body()), view.version()))
                        .toList();
    }

    static Versioned<OrderSummary> summary(Versioned<OrderView> order) {
        return new Versioned<>(order.value().summary(), order.version());
    }
}
