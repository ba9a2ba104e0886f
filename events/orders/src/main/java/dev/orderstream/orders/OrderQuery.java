package dev.orderstream.orders;

import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Query;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about orders. With something awaited, the answer says whether it is there;
 * without, a cheap and eventually consistent read answers.
 */
public sealed interface OrderQuery {

    /** One order, where it is one that its reader may see. */
    record FindOrder(OrderId orderId, OrderReader reader, @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<Optional<Versioned<OrderView>>>> {}

    /** A part of a customer's orders, by creation; {@code status} null means any. */
    record ListOrders(
            CustomerId customerId,
            @Nullable OrderStatus status,
            boolean ascending,
            ListPart part,
            @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<OrderPage>> {}

    /** A part of the orders that somebody searches for. */
    record SearchOrders(
            SearchCriteria criteria,
            OrderSearch.Sort sort,
            OrderSearch.Part part,
            @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<OrderSearch.Found>> {}

    /** What happened to an order, oldest first. */
    record FindHistory(
            OrderId orderId,
            OrderReader reader,
            HistoryPlace after,
            int entriesMax,
            @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<Optional<OrderHistory>>> {}

    /** Rows of a list, how many there are in all, and whether there are any after these. */
    record OrderPage(List<Versioned<OrderSummary>> rows, long total, boolean hasMore) {
        public OrderPage {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A place in a history: after the commit with this version, or within it, after its first
     * {@code shown} events.
     *
     * @param shown 0: all of them
     */
    record HistoryPlace(long version, int shown) {
        public static final HistoryPlace START = new HistoryPlace(0, 0);
    }

    /**
     * Events of an order, the order as they and later ones made it, and the place after which there
     * are more (null: that was all).
     */
    record OrderHistory(
            Versioned<OrderView> order,
            List<OrderHistoryEntry> entries,
            @Nullable HistoryPlace next) {
        public OrderHistory {
            entries = List.copyOf(entries);
        }
    }

    /** One event, with its commit. */
    record OrderHistoryEntry(HistoryEntry commit, StoredEvent event) {}
}
