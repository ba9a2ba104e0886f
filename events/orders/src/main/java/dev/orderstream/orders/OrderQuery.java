package dev.orderstream.orders;

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

    /** One order. */
    record FindOrder(OrderId orderId, @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<Optional<Versioned<OrderView>>>> {}

    /** A page of a customer's orders, by creation; {@code status} null means any. */
    record ListOrders(
            CustomerId customerId,
            @Nullable OrderStatus status,
            boolean ascending,
            int page,
            int pageSize,
            @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<OrderPage>> {}

    /** What happened to an order, oldest first, from its first commit on. */
    record FindHistory(OrderId orderId, int commitsMax, @Nullable Awaited awaited)
            implements OrderQuery, Query<Answer<Optional<OrderHistory>>> {}

    /** Rows of a list, and how many there are in all. */
    record OrderPage(List<Versioned<OrderSummary>> rows, long total) {
        public OrderPage {
            rows = List.copyOf(rows);
        }
    }

    /** The commits of an order, and the order that they made. */
    record OrderHistory(OrderView order, List<HistoryEntry> commits) {
        public OrderHistory {
            commits = List.copyOf(commits);
        }
    }
}
