package dev.orderstream.query.openapi;

import static dev.orderstream.http.ProblemType.INSUFFICIENT_INVENTORY;
import static dev.orderstream.http.ProblemType.INVALID_TRANSITION;
import static dev.orderstream.http.ProblemType.MALFORMED_REQUEST;
import static dev.orderstream.http.ProblemType.NOT_FOUND;
import static dev.orderstream.http.ProblemType.ORDER_NOT_FOUND;
import static dev.orderstream.http.ProblemType.TOO_MANY_CHANGES;
import static dev.orderstream.http.ProblemType.VALIDATION_FAILED;

import dev.orderstream.orders.OrderCommand;
import dev.orderstream.query.openapi.Operation.Tag;
import java.util.List;

/** What the command function answers. */
final class CommandOperations {

    private static final String STORED =
            " Answered when its events are stored; version is what a later read may wait for.";

    static final List<Operation> ALL =
            List.of(
                    command(
                                    Tag.ORDERS,
                                    "POST /orders",
                                    "createOrder",
                                    "Create an order",
                                    "An order has 1 to %d lines. What counted products lack refuses"
                                                    .formatted(OrderCommand.LINES_MAX)
                                            + " the whole order. The currency may be left out where"
                                            + " the service's own is meant.")
                            .taking(Parameters.IDEMPOTENCY_KEY)
                            .withBody(
                                    RequestSchemas.CREATE_ORDER,
                                    "order",
                                    Examples.CREATE_ORDER,
                                    "smallest",
                                    Examples.CREATE_SMALLEST_ORDER)
                            .answering(
                                    stored(
                                                    201,
                                                    "It is created.",
                                                    CommandSchemas.CREATED_ORDER,
                                                    Examples.CREATED_ORDER)
                                            .with(Header.LOCATION))
                            .refusing(INSUFFICIENT_INVENTORY),
                    change(
                                    Tag.ORDERS,
                                    "POST /orders/{order_id}/items",
                                    "addOrderItem",
                                    "Add a line",
                                    "While the order is pending. The same members may come as query"
                                            + " parameters, without a body.")
                            .taking(Parameters.ITEM)
                            .withOptionalBody(
                                    RequestSchemas.NEW_ITEM.ref(),
                                    "item",
                                    Examples.NEW_ITEM,
                                    "by_price",
                                    Examples.NEW_ITEM_BY_PRICE)
                            .answering(
                                    stored(
                                            200,
                                            "It is added.",
                                            CommandSchemas.ADDED_ITEM,
                                            Examples.ADDED_ITEM))
                            .refusing(
                                    ORDER_NOT_FOUND,
                                    INVALID_TRANSITION,
                                    INSUFFICIENT_INVENTORY,
                                    TOO_MANY_CHANGES),
                    change(
                                    Tag.ORDERS,
                                    "DELETE /orders/{order_id}/items/{line}",
                                    "removeOrderItem",
                                    "Take a line out",
                                    "While the order is pending, and not its last line. What the"
                                            + " line had taken from the stock is given back.")
                            .answering(
                                    stored(
                                            200,
                                            "It is out.",
                                            CommandSchemas.REMOVED_ITEM,
                                            Examples.REMOVED_ITEM))
                            .refusing(
                                    MALFORMED_REQUEST,
                                    ORDER_NOT_FOUND,
                                    NOT_FOUND,
                                    INVALID_TRANSITION,
                                    TOO_MANY_CHANGES),
                    change(
                                    Tag.ORDERS,
                                    "PUT /orders/{order_id}/status",
                                    "changeOrderStatus",
                                    "Ship, deliver or cancel",
                                    "pending → shipped → delivered, pending → cancelled. shipped and"
                                            + " delivered need the scope orders:admin. The status that"
                                            + " the order has already is 200 without a new version.")
                            .withBody(
                                    RequestSchemas.CHANGE_STATUS,
                                    "ship",
                                    Examples.SHIP,
                                    "deliver",
                                    Examples.DELIVER,
                                    "cancel",
                                    Examples.CANCEL)
                            .answering(
                                    stored(
                                            200,
                                            "It has the status.",
                                            CommandSchemas.CHANGED_STATUS,
                                            Examples.CHANGED_STATUS))
                            .refusing(ORDER_NOT_FOUND, INVALID_TRANSITION),
                    change(
                                    Tag.ORDERS,
                                    "DELETE /orders/{order_id}",
                                    "cancelOrder",
                                    "Cancel",
                                    "While it is pending. What it had taken from the stock is given"
                                            + " back.")
                            .taking(Parameters.REASON)
                            .answering(
                                    stored(
                                            200,
                                            "It is cancelled.",
                                            CommandSchemas.CHANGED_STATUS,
                                            Examples.CANCELLED))
                            .refusing(
                                    MALFORMED_REQUEST,
                                    ORDER_NOT_FOUND,
                                    INVALID_TRANSITION,
                                    VALIDATION_FAILED),
                    change(
                                    Tag.CUSTOMERS,
                                    "PUT /customers/{customer_id}",
                                    "nameCustomer",
                                    "Give a customer a name",
                                    "Orders that are created from then on carry it. With If-None-Match: *"
                                            + " the name is only given where there is none.")
                            .taking(Parameters.IF_ABSENT)
                            .withBody(RequestSchemas.NAME_CUSTOMER, "name", Examples.NAME_CUSTOMER)
                            .answering(
                                    stored(
                                            200,
                                            "The customer has another name.",
                                            CommandSchemas.NAMED_CUSTOMER,
                                            Examples.NAMED_CUSTOMER),
                                    stored(
                                            201,
                                            "The customer has a name, the first one.",
                                            CommandSchemas.NAMED_CUSTOMER,
                                            Examples.NAMED_CUSTOMER))
                            .refusing(NOT_FOUND),
                    change(
                                    Tag.STOCK,
                                    "PUT /products/{product_id}/stock",
                                    "countStock",
                                    "Count what may be sold",
                                    "Send If-Match, else sales since the count are overwritten; or"
                                            + " If-None-Match: * for the first count, so that a"
                                            + " repeated request never overwrites one.")
                            .taking(Parameters.IF_ABSENT)
                            .withBody(RequestSchemas.COUNT_STOCK, "count", Examples.COUNT_STOCK)
                            .answering(
                                    stored(
                                            200,
                                            "It is counted again.",
                                            CommandSchemas.CHANGED_STOCK,
                                            Examples.COUNTED_STOCK),
                                    stored(
                                            201,
                                            "It is counted for the first time.",
                                            CommandSchemas.CHANGED_STOCK,
                                            Examples.COUNTED_STOCK))
                            .refusing(NOT_FOUND),
                    change(
                                    Tag.STOCK,
                                    "POST /products/{product_id}/stock/adjustments",
                                    "adjustStock",
                                    "Say what came or went",
                                    "Never below 0; 404 while nobody has counted the product.")
                            .withBody(RequestSchemas.ADJUST_STOCK, "broken", Examples.ADJUST_STOCK)
                            .answering(
                                    stored(
                                            200,
                                            "It is adjusted.",
                                            CommandSchemas.CHANGED_STOCK,
                                            Examples.ADJUSTED_STOCK))
                            .refusing(NOT_FOUND, INSUFFICIENT_INVENTORY));

    private CommandOperations() {}

    private static Operation command(
            Tag tag, String route, String id, String summary, String description) {
        return Operation.of(tag, route, id, summary, description + STORED);
    }

    /** A command on a stream that may be there. */
    private static Operation change(
            Tag tag, String route, String id, String summary, String description) {
        return command(tag, route, id, summary, description)
                .taking(Parameters.IDEMPOTENCY_KEY, Parameters.IF_MATCH);
    }

    private static Answer stored(
            int status, String description, Component component, String example) {
        return Answer.json(status, description, component, example)
                .with(Header.TAG, Header.REPLAYED);
    }
}
