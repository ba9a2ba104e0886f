package dev.orderstream.query;

import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.OrderStatus;

/** The query parameters by which lists of orders are filtered and sorted. */
final class OrderParameters {

    private OrderParameters() {}

    /**
     * @throws ProblemException 400 where it is no status
     */
    static OrderStatus status(String word) {
        return OrderStatus.find(word)
                .orElseThrow(() ->
                        QueryParameters.invalid(
                                "status: expected pending, shipped, delivered or cancelled."));
    }

    /**
     * @throws ProblemException 400 where it is neither asc nor desc
     */
    static boolean isAscending(String word) {
        return switch (word) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw QueryParameters.invalid("sort_order: expected asc or desc.");
        };
    }
}
