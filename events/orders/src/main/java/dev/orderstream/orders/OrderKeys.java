package dev.orderstream.orders;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.OrderView.Placement;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Where the views of orders are kept and listed, and what their counters are called. */
final class OrderKeys {

    private static final String SPENT = "spent_";

    private OrderKeys() {}

    static ViewKey view(String orderId) {
        return new ViewKey("ORDER", orderId, "VIEW");
    }

    /** What a customer's orders add up to. */
    static ViewKey totals(CustomerId customer) {
        return new ViewKey("CUSTOMER", customer.value(), "TOTALS");
    }

    /** The list of a customer's orders, by creation. */
    static Listing listing(Placement placement, OrderStatus status) {
        OrderPlace place = new OrderPlace(placement.createdAt(), placement.orderId());
        return new Listing(totals(placement.customerId()).owner(), status.word(), place.sort());
    }

    /** The counter of a customer's orders in a status. */
    static String orders(OrderStatus status) {
        return "orders_" + status.word();
    }

    /** How many of a customer's orders are in a status, by the customer's counters. */
    static long count(Map<String, BigDecimal> totals, OrderStatus status) {
        return UnreadableException.unless(
                "stored counters",
                () -> totals.getOrDefault(orders(status), BigDecimal.ZERO).longValueExact());
    }

    /** The counter of what a customer's shipped and delivered orders came to. */
    static String spent(OrderCurrency currency) {
        return SPENT + currency.code();
    }

    /** The currency that a counter is the sum of what was spent in, or nothing. */
    static Optional<OrderCurrency> spentIn(String counter) {
        return counter.startsWith(SPENT)
                ? Optional.of(OrderCurrency.stored(counter.substring(SPENT.length())))
                : Optional.empty();
    }
}
