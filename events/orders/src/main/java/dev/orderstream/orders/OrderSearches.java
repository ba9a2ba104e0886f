package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches that may wait for an order first. What a search reads trails the views by a moment, so
 * one that waited is told that order as its view shows it.
 */
record OrderSearches(OrderSearch search, AwaitedOrders orders) {

    Answer<OrderSearch.Found> search(SearchOrders query) {
        Awaited awaited = query.awaited();
        if (awaited == null) {
            return new Answer<>(search(query, null), true);
        }
        // Only an order of the searched customer is waited for; any other does not exist.
        Answer<Optional<Versioned<OrderView>>> order =
                orders.await(new OrderReader(query.criteria().customer()), awaited);
        Versioned<OrderView> seen = order.recent() ? order.value().orElseThrow() : null;
        return new Answer<>(search(query, seen), order.recent());
    }

    private OrderSearch.Found search(SearchOrders query, @Nullable Versioned<OrderView> seen) {
        return search.search(query.criteria(), query.sort(), query.part(), seen);
    }
}
