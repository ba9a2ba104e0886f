package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.text;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.orders.Customer;
import dev.orderstream.orders.OrderStatus;
import java.util.List;

/** What commands answer. */
final class CommandSchemas {

    static final Component CREATED_ORDER =
            new Component(
                    "CreatedOrder",
                    object(
                            required("status", word(OrderStatus.PENDING.word())),
                            required("order_id", Forms.ORDER_ID),
                            Forms.STREAM,
                            Forms.STREAM_VERSION));

    static final Component ADDED_ITEM = changedItem("AddedItem", "item_added");
    static final Component REMOVED_ITEM = changedItem("RemovedItem", "item_removed");

    static final Component CHANGED_STATUS =
            new Component(
                    "ChangedStatus",
                    object(
                            required(
                                    "status",
                                    Schema.words(
                                            Forms.statuses()
                                                    .filter(word ->
                                                            !word.equals(
                                                                    OrderStatus.PENDING.word())))),
                            required("order_id", Forms.ORDER_ID),
                            Forms.STREAM,
                            Forms.STREAM_VERSION));

    static final Component NAMED_CUSTOMER =
            new Component(
                    "NamedCustomer",
                    object(
                            required("customer_id", Forms.CUSTOMER_ID),
                            required("name", text(Customer.NAME_MAX)),
                            Forms.STREAM,
                            Forms.STREAM_VERSION));

    static final Component CHANGED_STOCK =
            new Component(
                    "ChangedStock",
                    object(
                            required("product_id", Forms.PRODUCT_ID),
                            required("available", integerFrom(0)),
                            Forms.STREAM,
                            Forms.STREAM_VERSION));

    static final List<Component> ALL =
            List.of(
                    CREATED_ORDER,
                    ADDED_ITEM,
                    REMOVED_ITEM,
                    CHANGED_STATUS,
                    NAMED_CUSTOMER,
                    CHANGED_STOCK);

    private CommandSchemas() {}

    private static Component changedItem(String name, String status) {
        return new Component(
                name,
                object(
                        required("status", word(status)),
                        required("line", Forms.LINE),
                        required("order_id", Forms.ORDER_ID),
                        Forms.STREAM,
                        Forms.STREAM_VERSION));
    }
}
