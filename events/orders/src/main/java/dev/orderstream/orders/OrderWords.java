package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.orders.OrderView.Placement;
import java.util.HashSet;
import java.util.Set;

/** The words that an order has. */
final class OrderWords {

    private OrderWords() {}

    /** All of them. */
    static Set<String> of(OrderView order) {
        Set<String> words = tokens(order);
        words.add(order.placement().orderId().value());
        return words;
    }

    /** Those that a row of a list shows: all but products and city. */
    static Set<String> of(OrderSummary order) {
        Set<String> words = new HashSet<>(SearchWords.ofName(order.customerName()));
        words.add(order.orderId().value());
        words.add(SearchWords.ofId(order.customerId().value()));
        return words;
    }

    /** Those that it is found by: all but its id, which is its key already. */
    static Tokens found(OrderView order) {
        return new Tokens(order.summary().place().sort(), tokens(order));
    }

    private static Set<String> tokens(OrderView order) {
        Placement placement = order.placement();
        Set<String> words = new HashSet<>(SearchWords.ofName(placement.customerName()));
        words.add(SearchWords.ofId(placement.customerId().value()));
        words.addAll(SearchWords.ofName(placement.shippingAddress().city()));
        order.lines().forEach(line -> words.add(SearchWords.ofId(line.productId().value())));
        return words;
    }
}
