package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integer;
import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.time;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.query.PageParameters;
import dev.orderstream.query.openapi.Schema.Member;
import java.util.List;

/** What queries answer. */
final class ViewSchemas {

    static final Component ORDER_LINE =
            new Component("OrderLine", object(Forms.line(required("subtotal", Forms.MONEY))));

    static final Component ORDER_ADDRESS =
            new Component(
                    "OrderAddress",
                    object(
                            required("name", string().orNull()),
                            required("line1", string()),
                            required("line2", string().orNull()),
                            required("city", string()),
                            required("postal_code", string().orNull()),
                            required("region", string().orNull()),
                            required("country", Forms.COUNTRY)));

    static final Component ORDER =
            new Component(
                    "Order",
                    object(
                            head(
                                    required("items", Schema.list(ORDER_LINE.ref())),
                                    required("shipping_address", ORDER_ADDRESS.ref()),
                                    required("created_at", time()),
                                    required("updated_at", time()),
                                    required("shipped_at", time().orNull()),
                                    required("delivered_at", time().orNull()),
                                    required("cancelled_at", time().orNull()),
                                    required("cancel_reason", string().orNull()),
                                    required("carrier", string().orNull()),
                                    required("tracking_number", string().orNull()),
                                    Forms.STREAM_VERSION,
                                    Forms.WARNING)));

    static final Component ORDER_ROW =
            new Component(
                    "OrderRow",
                    object(
                            head(
                                    required("created_at", time()),
                                    required("updated_at", time()),
                                    required("shipped_at", time().orNull()),
                                    Forms.STREAM_VERSION)));

    static final Component ORDER_PAGE = new Component("OrderPage", object(page()));

    static final Component FOUND_ORDERS =
            new Component(
                    "FoundOrders",
                    object(
                            page(
                                    required(
                                            "total_relation",
                                            word("eq", "gte")
                                                    .describedAs(
                                                            "gte where counting stopped at a bound:"
                                                                    + " 1,000 orders examined, or 150"
                                                                    + " read units. Sorted by"
                                                                    + " created_at, next_cursor"
                                                                    + " continues; by total_amount it"
                                                                    + " is null there.")))));

    static final Component ORDER_COUNTS =
            new Component(
                    "OrderCounts",
                    object(
                                    Forms.statuses()
                                            .map(status -> required(status, integerFrom(0)))
                                            .toArray(Member[]::new))
                            .describedAs("How many orders, by their status."));

    static final Component SPENT =
            new Component(
                    "Spent",
                    object(required("currency", Forms.CURRENCY), required("amount", Forms.MONEY))
                            .describedAs("The sum of shipped and delivered orders."));

    static final Component CUSTOMER =
            new Component(
                    "Customer",
                    object(
                            required("customer_id", Forms.CUSTOMER_ID),
                            required("name", string().orNull()),
                            required("orders", ORDER_COUNTS.ref()),
                            required("spent", Schema.list(SPENT.ref())),
                            required("version", integerFrom(0)),
                            Forms.WARNING));

    static final Component STOCK =
            new Component(
                    "Stock",
                    object(
                            required("product_id", Forms.PRODUCT_ID),
                            required("available", integerFrom(0)),
                            Forms.STREAM_VERSION,
                            Forms.WARNING));

    static final Component HEALTH = new Component("Health", object(required("status", word("ok"))));

    static final Component ANY_DOCUMENT = new Component("OpenApiDocument", Schema.anyObject());

    static final List<Component> ALL =
            List.of(
                    ORDER_LINE,
                    ORDER_ADDRESS,
                    ORDER,
                    ORDER_ROW,
                    ORDER_PAGE,
                    FOUND_ORDERS,
                    ORDER_COUNTS,
                    SPENT,
                    CUSTOMER,
                    STOCK,
                    HEALTH,
                    ANY_DOCUMENT);

    private ViewSchemas() {}

    private static Member[] head(Member... more) {
        return Forms.joined(
                List.of(
                        required("order_id", Forms.ORDER_ID),
                        required("customer_id", Forms.CUSTOMER_ID),
                        required("customer_name", string().orNull()),
                        required("status", Forms.STATUS),
                        required("total_amount", Forms.MONEY),
                        required("currency", Forms.CURRENCY),
                        required("item_count", integerFrom(1))),
                more);
    }

    private static Member[] page(Member... more) {
        return Forms.joined(
                List.of(
                        required("items", Schema.list(ORDER_ROW.ref(), 0, PageParameters.SIZE_MAX)),
                        required("total", integerFrom(0)),
                        required(
                                "page", integerFrom(1).orNull().describedAs("null with a cursor.")),
                        required("page_size", integer(1, PageParameters.SIZE_MAX)),
                        required("total_pages", integerFrom(0)),
                        required("next_cursor", string().orNull()),
                        Forms.WARNING),
                more);
    }
}
