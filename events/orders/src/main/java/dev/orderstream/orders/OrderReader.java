package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.StreamVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Who reads orders and customers: a caller who sees all of them, or only those of one customer. Any
 * other order is as if it did not exist.
 *
 * @param customerId null: all of them
 * @param userId who reads, to recognize their own changes; null: unknown
 */
public record OrderReader(@Nullable CustomerId customerId, @Nullable String userId) {

    public static final OrderReader OF_ALL = new OrderReader(null);

    /** What a customer reads instead of the ids of an operator. */
    public static final String OPERATOR = "operator";

    /** A reader who is shown no ids of anybody's changes but the owner's. */
    public OrderReader(@Nullable CustomerId customerId) {
        this(customerId, null);
    }

    /** The streams of the orders, and of the customer, that they may see. */
    StreamVisibility visible() {
        return customerId == null ? StreamVisibility.ALL : StreamVisibility.of(customerId.value());
    }

    /** Whether this reader may see everybody's orders, and who has changed them. */
    public boolean seesAll() {
        return customerId == null;
    }

    boolean sees(OrderView order) {
        return customerId == null || customerId.equals(order.placement().customerId());
    }

    /**
     * A commit of an order's history as this reader may see it. Customers are not told the ids of
     * operators; those of another caller for the same customer they are. Of a commit that does not
     * say who made it, a customer sees the ids only if they are the reader's own.
     */
    HistoryEntry shown(HistoryEntry commit) {
        boolean isKnown = seesAll() || commit.byOwner() || commit.userId().equals(userId);
        return isKnown ? commit : commit.withSender(OPERATOR);
    }
}
