package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.time;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.query.openapi.Schema.Member;
import java.util.List;

/** What happened to an order, as queries answer it. */
final class HistorySchemas {

    static final Component ORDER_CREATED =
            entry(
                    "OrderCreated",
                    required("order_id", Forms.ORDER_ID),
                    required("customer_id", Forms.CUSTOMER_ID),
                    required("customer_name", string().orNull()),
                    required("currency", Forms.CURRENCY),
                    required("shipping_address", ViewSchemas.ORDER_ADDRESS.ref()));
    static final Component ORDER_ITEM_ADDED = entry("OrderItemAdded", Forms.line());
    static final Component ORDER_ITEM_REMOVED =
            entry("OrderItemRemoved", required("line", Forms.LINE));
    static final Component ORDER_SHIPPED =
            entry(
                    "OrderShipped",
                    required("carrier", string().orNull()),
                    required("tracking_number", string().orNull()));
    static final Component ORDER_DELIVERED = entry("OrderDelivered");
    static final Component ORDER_CANCELLED =
            entry("OrderCancelled", required("reason", string().orNull()));

    static final Component HISTORY_ENTRY =
            Forms.union(
                    "HistoryEntry",
                    "type",
                    ORDER_CREATED,
                    ORDER_ITEM_ADDED,
                    ORDER_ITEM_REMOVED,
                    ORDER_SHIPPED,
                    ORDER_DELIVERED,
                    ORDER_CANCELLED);

    static final Component HISTORY =
            new Component(
                    "History",
                    object(
                            required("items", Schema.list(HISTORY_ENTRY.ref())),
                            required("next_cursor", string().orNull()),
                            Forms.WARNING));

    static final List<Component> ALL =
            List.of(
                    ORDER_CREATED,
                    ORDER_ITEM_ADDED,
                    ORDER_ITEM_REMOVED,
                    ORDER_SHIPPED,
                    ORDER_DELIVERED,
                    ORDER_CANCELLED,
                    HISTORY_ENTRY,
                    HISTORY);

    private HistorySchemas() {}

    private static Schema sender(String description) {
        return string().describedAs(
                        description
                                + " `operator` if the caller is a customer and an operator made the"
                                + " change.");
    }

    /** An event, as it is stored under this name. */
    private static Component entry(String type, Member... data) {
        return new Component(
                type,
                object(
                        required("version", Forms.VERSION),
                        required("type", word(type)),
                        required("occurred_at", time()),
                        required("user_id", sender("Who made the change.")),
                        required(
                                "correlation_id", sender("The `X-Correlation-Id` of the request.")),
                        required("causation_id", sender("The id of the request.")),
                        required("data", object(data))));
    }
}
