package dev.orderstream.query.openapi;

import static dev.orderstream.http.ProblemType.INVALID_CURSOR;
import static dev.orderstream.http.ProblemType.NOT_FOUND;
import static dev.orderstream.http.ProblemType.ORDER_NOT_FOUND;

import dev.orderstream.query.openapi.Operation.Tag;
import java.util.List;

/** What the query function answers from the read model. */
final class QueryOperations {

    static final List<Operation> ALL =
            List.of(
                    query(
                                    Tag.ORDERS,
                                    "GET /orders/{order_id}",
                                    "getOrder",
                                    "Read an order",
                                    "An order of somebody else gets the same answer as none.",
                                    found("The order.", ViewSchemas.ORDER, Examples.ORDER))
                            .taking(Parameters.AWAITED_ORDER)
                            .refusing(ORDER_NOT_FOUND),
                    query(
                                    Tag.ORDERS,
                                    "GET /orders/{order_id}/history",
                                    "getOrderHistory",
                                    "Read what happened to an order",
                                    "One entry per event, in order; the entries of one commit share"
                                            + " a version.",
                                    found("The events.", HistorySchemas.HISTORY, Examples.HISTORY))
                            .taking(Parameters.PAGE_SIZE, Parameters.CURSOR)
                            .taking(Parameters.AWAITED_ORDER)
                            .refusing(ORDER_NOT_FOUND, INVALID_CURSOR),
                    query(
                                    Tag.ORDERS,
                                    "GET /orders/search",
                                    "searchOrders",
                                    "Search orders",
                                    "Every word of q must match a word of the order: its id, its"
                                            + " customer's id and name, its products' ids, its city.",
                                    found(
                                                    "A part of the orders.",
                                                    ViewSchemas.FOUND_ORDERS,
                                                    Examples.FOUND_ORDERS)
                                            .with(Header.LINK))
                            .taking(Parameters.SEARCH)
                            .taking(
                                    Parameters.SORT_ORDER,
                                    Parameters.PAGE,
                                    Parameters.PAGE_SIZE,
                                    Parameters.CURSOR)
                            .taking(Parameters.AWAITED_IN_LIST)
                            .refusing(INVALID_CURSOR),
                    query(
                                    Tag.CUSTOMERS,
                                    "GET /customers/{customer_id}",
                                    "getCustomer",
                                    "Read a customer",
                                    "With orders but without a name, name is null and version 0.",
                                    found("The customer.", ViewSchemas.CUSTOMER, Examples.CUSTOMER))
                            .taking(Parameters.AWAITED_CUSTOMER)
                            .refusing(NOT_FOUND),
                    query(
                                    Tag.CUSTOMERS,
                                    "GET /customers/{customer_id}/orders",
                                    "listOrders",
                                    "List a customer's orders",
                                    "By creation. A page past the end is empty, with the true"
                                            + " total.",
                                    found(
                                                    "A part of the list.",
                                                    ViewSchemas.ORDER_PAGE,
                                                    Examples.ORDER_PAGE)
                                            .with(Header.LINK))
                            .taking(
                                    Parameters.STATUS,
                                    Parameters.SORT_ORDER,
                                    Parameters.PAGE,
                                    Parameters.PAGE_SIZE,
                                    Parameters.CURSOR)
                            .taking(Parameters.AWAITED_IN_LIST)
                            .refusing(INVALID_CURSOR, NOT_FOUND),
                    query(
                                    Tag.STOCK,
                                    "GET /products/{product_id}/stock",
                                    "getStock",
                                    "Read what may be sold",
                                    "404 where nobody has counted the product.",
                                    found("The stock.", ViewSchemas.STOCK, Examples.STOCK))
                            .taking(Parameters.AWAITED_STOCK)
                            .refusing(NOT_FOUND));

    private QueryOperations() {}

    private static Operation query(
            Tag tag, String route, String id, String summary, String description, Answer found) {
        return Operation.of(
                        tag,
                        route,
                        id,
                        summary,
                        description + " expected_version waits until the view has a write.")
                .taking(Parameters.IF_NONE_MATCH, Parameters.READ_IF_MATCH)
                .answering(found, ServiceOperations.notModified(found));
    }

    private static Answer found(String description, Component component, String example) {
        return Answer.json(200, description, component, example)
                .with(Header.TAG, Header.CACHE_CONTROL);
    }
}
