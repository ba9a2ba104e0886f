package dev.orderstream.query.openapi;

import static dev.orderstream.query.openapi.Schema.integer;
import static dev.orderstream.query.openapi.Schema.integerFrom;
import static dev.orderstream.query.openapi.Schema.object;
import static dev.orderstream.query.openapi.Schema.oneOf;
import static dev.orderstream.query.openapi.Schema.optional;
import static dev.orderstream.query.openapi.Schema.required;
import static dev.orderstream.query.openapi.Schema.string;
import static dev.orderstream.query.openapi.Schema.text;
import static dev.orderstream.query.openapi.Schema.time;
import static dev.orderstream.query.openapi.Schema.word;

import dev.orderstream.http.ProblemType;
import dev.orderstream.http.RequestFields;
import dev.orderstream.orders.Customer;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.StatusChange;
import dev.orderstream.orders.Stock;
import dev.orderstream.orders.StockCommand;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.query.PageParameters;
import dev.orderstream.query.openapi.Schema.Member;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What bodies look like: those that are sent, and those that are answered. */
final class Schemas {

    static final Schema ORDER_ID = Schema.form(OrderId.FORM);
    static final Schema CUSTOMER_ID = Schema.form(CustomerId.FORM);
    static final Schema PRODUCT_ID = Schema.form(ProductId.FORM);
    static final Schema CURRENCY =
            Schema.form("[A-Z]{3}").describedAs("An ISO 4217 code that has decimals.");
    static final Schema STATUS = Schema.words(statuses());

    private static final Schema COUNTRY =
            Schema.form("[A-Z]{2}").describedAs("An ISO 3166-1 alpha-2 code.");
    private static final Schema QUANTITY = integer(1, Quantity.PIECES_MAX);
    private static final Schema REASON = text(StatusChange.REASON_MAX);
    private static final Schema SHIPMENT_TEXT = text(StatusChange.SHIPMENT_TEXT_MAX);
    private static final Schema MONEY =
            Schema.decimal().describedAs("Exact, with the decimals of the order's currency.");
    private static final Schema LINE = integerFrom(1);
    private static final Schema VERSION = integerFrom(1);
    private static final Member STREAM = required("stream_id", string());
    private static final Member STREAM_VERSION = required("version", VERSION);
    private static final Member WARNING =
            optional(
                    "_warning",
                    word("Data may be stale")
                            .describedAs("There where the answer is older than was waited for."));

    // What is sent.

    static final Component UNIT_PRICE =
            new Component(
                    "UnitPrice",
                    oneOf(
                                    Schema.decimal(UnitPrice.MAX),
                                    Schema.form(RequestFields.DECIMAL)
                                            .with(json ->
                                                    json.number(
                                                            "maxLength",
                                                            RequestFields.DECIMAL_CHARACTERS_MAX)))
                            .describedAs(
                                    "An exact decimal, as a number or as a text, from 0 to %s, with at"
                                                    .formatted(UnitPrice.MAX.toPlainString())
                                            + " most the decimals of the order's currency."));

    static final Component NEW_ITEM =
            new Component(
                    "NewItem",
                    object(
                                    required("product_id", PRODUCT_ID),
                                    required("quantity", QUANTITY),
                                    optional("unit_price", UNIT_PRICE.ref()),
                                    optional(
                                            "price",
                                            UNIT_PRICE
                                                    .ref()
                                                    .describedAs("The old name of unit_price.")
                                                    .deprecated()))
                            .describedAs("A line to be; just one of unit_price and price is there.")
                            .with(json ->
                                    json.object(
                                                    "if",
                                                    has -> has.texts("required", List.of("price")))
                                            .object(
                                                    "then",
                                                    then ->
                                                            then.object(
                                                                    "not",
                                                                    not ->
                                                                            not.texts(
                                                                                    "required",
                                                                                    List.of(
                                                                                            "unit_price"))))
                                            .object(
                                                    "else",
                                                    other ->
                                                            other.texts(
                                                                    "required",
                                                                    List.of("unit_price")))));

    static final Component ADDRESS =
            new Component(
                    "ShippingAddress",
                    object(
                            optional("name", text(ShippingAddress.LINE_MAX)),
                            required("line1", text(ShippingAddress.LINE_MAX)),
                            optional("line2", text(ShippingAddress.LINE_MAX)),
                            required("city", text(ShippingAddress.PLACE_MAX)),
                            optional("postal_code", text(ShippingAddress.POSTAL_CODE_MAX)),
                            optional("region", text(ShippingAddress.PLACE_MAX)),
                            required("country", COUNTRY)));

    static final Component CREATE_ORDER =
            new Component(
                    "CreateOrder",
                    object(
                            required("customer_id", CUSTOMER_ID),
                            required(
                                    "items",
                                    Schema.list(NEW_ITEM.ref(), 1, OrderCommand.LINES_MAX)),
                            required("shipping_address", ADDRESS.ref()),
                            optional("currency", CURRENCY)));

    static final Component SHIP_ORDER =
            new Component(
                    "ShipOrder",
                    object(
                            required("status", word(OrderStatus.SHIPPED.word())),
                            optional("carrier", SHIPMENT_TEXT),
                            optional("tracking_number", SHIPMENT_TEXT)));

    static final Component DELIVER_ORDER =
            new Component(
                    "DeliverOrder", object(required("status", word(OrderStatus.DELIVERED.word()))));

    static final Component CANCEL_ORDER =
            new Component(
                    "CancelOrder",
                    object(
                            required("status", word(OrderStatus.CANCELLED.word())),
                            optional("reason", REASON)));

    static final Component CHANGE_STATUS =
            union("ChangeStatus", "status", SHIP_ORDER, DELIVER_ORDER, CANCEL_ORDER);

    static final Component NAME_CUSTOMER =
            new Component("NameCustomer", object(required("name", text(Customer.NAME_MAX))));

    static final Component COUNT_STOCK =
            new Component(
                    "CountStock",
                    object(
                            required(
                                    "available",
                                    integer(0, Stock.PIECES_MAX)
                                            .describedAs(
                                                    "What may be sold from now on; pieces that"
                                                            + " orders hold are not in it."))));

    static final Component ADJUST_STOCK =
            new Component(
                    "AdjustStock",
                    object(
                            required(
                                    "delta",
                                    integer(-Stock.PIECES_MAX, Stock.PIECES_MAX)
                                            .with(json ->
                                                    json.object(
                                                            "not", zero -> zero.number("const", 0)))
                                            .describedAs("What came, or went: less than 0.")),
                            optional("reason", text(StockCommand.REASON_MAX))));

    // What commands answer.

    static final Component CREATED_ORDER =
            new Component(
                    "CreatedOrder",
                    object(
                            required("status", word(OrderStatus.PENDING.word())),
                            required("order_id", ORDER_ID),
                            STREAM,
                            STREAM_VERSION));

    static final Component ADDED_ITEM = changedItem("AddedItem", "item_added");
    static final Component REMOVED_ITEM = changedItem("RemovedItem", "item_removed");

    static final Component CHANGED_STATUS =
            new Component(
                    "ChangedStatus",
                    object(
                            required(
                                    "status",
                                    Schema.words(
                                            statuses()
                                                    .filter(word ->
                                                            !word.equals(
                                                                    OrderStatus.PENDING.word())))),
                            required("order_id", ORDER_ID),
                            STREAM,
                            STREAM_VERSION));

    static final Component NAMED_CUSTOMER =
            new Component(
                    "NamedCustomer",
                    object(
                            required("customer_id", CUSTOMER_ID),
                            required("name", text(Customer.NAME_MAX)),
                            STREAM,
                            STREAM_VERSION));

    static final Component CHANGED_STOCK =
            new Component(
                    "ChangedStock",
                    object(
                            required("product_id", PRODUCT_ID),
                            required("available", integerFrom(0)),
                            STREAM,
                            STREAM_VERSION));

    // What queries answer.

    static final Component ORDER_LINE =
            new Component("OrderLine", object(line(required("subtotal", MONEY))));

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
                            required("country", COUNTRY)));

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
                                    STREAM_VERSION,
                                    WARNING)));

    static final Component ORDER_ROW =
            new Component(
                    "OrderRow",
                    object(
                            head(
                                    required("created_at", time()),
                                    required("updated_at", time()),
                                    required("shipped_at", time().orNull()),
                                    STREAM_VERSION)));

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
                                                            "gte where there are more than were"
                                                                    + " counted.")))));

    static final Component ORDER_CREATED =
            entry(
                    "OrderCreated",
                    required("order_id", ORDER_ID),
                    required("customer_id", CUSTOMER_ID),
                    required("customer_name", string().orNull()),
                    required("currency", CURRENCY),
                    required("shipping_address", ORDER_ADDRESS.ref()));
    static final Component ORDER_ITEM_ADDED = entry("OrderItemAdded", line());
    static final Component ORDER_ITEM_REMOVED = entry("OrderItemRemoved", required("line", LINE));
    static final Component ORDER_SHIPPED =
            entry(
                    "OrderShipped",
                    required("carrier", string().orNull()),
                    required("tracking_number", string().orNull()));
    static final Component ORDER_DELIVERED = entry("OrderDelivered");
    static final Component ORDER_CANCELLED =
            entry("OrderCancelled", required("reason", string().orNull()));

    static final Component HISTORY_ENTRY =
            union(
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
                            WARNING));

    static final Component ORDER_COUNTS =
            new Component(
                    "OrderCounts",
                    object(
                                    statuses()
                                            .map(status -> required(status, integerFrom(0)))
                                            .toArray(Member[]::new))
                            .describedAs("How many orders, by their status."));

    static final Component SPENT =
            new Component(
                    "Spent",
                    object(required("currency", CURRENCY), required("amount", MONEY))
                            .describedAs("The sum of shipped and delivered orders."));

    static final Component CUSTOMER =
            new Component(
                    "Customer",
                    object(
                            required("customer_id", CUSTOMER_ID),
                            required("name", string().orNull()),
                            required("orders", ORDER_COUNTS.ref()),
                            required("spent", Schema.list(SPENT.ref())),
                            required("version", integerFrom(0)),
                            WARNING));

    static final Component STOCK =
            new Component(
                    "Stock",
                    object(
                            required("product_id", PRODUCT_ID),
                            required("available", integerFrom(0)),
                            STREAM_VERSION,
                            WARNING));

    static final Component PROJECTION =
            new Component(
                    "Projection",
                    object(
                            required("name", string()),
                            required("generation", integerFrom(1)),
                            required(
                                    "lag_ms",
                                    integerFrom(0)
                                            .orNull()
                                            .describedAs(
                                                    "Of the last heartbeat, or its age where the"
                                                            + " next is overdue.")),
                            required("parked", integerFrom(0)),
                            required(
                                    "rebuild",
                                    object().orNull().describedAs("null: none is under way."))));

    static final Component PROJECTIONS =
            new Component("Projections", object(required("items", Schema.list(PROJECTION.ref()))));

    static final Component HEALTH = new Component("Health", object(required("status", word("ok"))));

    static final Component ANY_DOCUMENT = new Component("OpenApiDocument", Schema.anyObject());

    // What is wrong.

    static final Component FIELD_ERROR =
            new Component(
                    "FieldError",
                    object(
                            required(
                                    "pointer",
                                    string().describedAs("Of the member, as RFC 6901 has it.")),
                            required("code", string()),
                            required("detail", string())));

    static final Component PROBLEM =
            new Component(
                    "Problem",
                    object(
                                    required(
                                            "type",
                                            Schema.words(problems(ProblemType::uri))
                                                    .with(json -> json.text("format", "uri"))),
                                    required("title", string()),
                                    required("status", integer(400, 599)),
                                    required("detail", string()),
                                    required(
                                            "instance",
                                            string().with(json ->
                                                            json.text("format", "uri-reference"))
                                                    .describedAs("The path that was called.")),
                                    required("code", Schema.words(problems(ProblemType::code))),
                                    required("request_id", string()),
                                    optional("errors", Schema.list(FIELD_ERROR.ref())),
                                    optional("current_version", integerFrom(0)),
                                    optional("current_status", STATUS),
                                    optional("product_id", PRODUCT_ID),
                                    optional("available", integerFrom(0)),
                                    optional("outcome", word("unknown", "not_stored")),
                                    WARNING)
                            .describedAs("What is wrong, as RFC 9457 has it, and what helps."));

    static final List<Component> ALL =
            List.of(
                    CREATE_ORDER,
                    NEW_ITEM,
                    UNIT_PRICE,
                    ADDRESS,
                    CHANGE_STATUS,
                    SHIP_ORDER,
                    DELIVER_ORDER,
                    CANCEL_ORDER,
                    NAME_CUSTOMER,
                    COUNT_STOCK,
                    ADJUST_STOCK,
                    CREATED_ORDER,
                    ADDED_ITEM,
                    REMOVED_ITEM,
                    CHANGED_STATUS,
                    NAMED_CUSTOMER,
                    CHANGED_STOCK,
                    ORDER,
                    ORDER_LINE,
                    ORDER_ADDRESS,
                    ORDER_PAGE,
                    FOUND_ORDERS,
                    ORDER_ROW,
                    HISTORY,
                    HISTORY_ENTRY,
                    ORDER_CREATED,
                    ORDER_ITEM_ADDED,
                    ORDER_ITEM_REMOVED,
                    ORDER_SHIPPED,
                    ORDER_DELIVERED,
                    ORDER_CANCELLED,
                    CUSTOMER,
                    ORDER_COUNTS,
                    SPENT,
                    STOCK,
                    PROJECTIONS,
                    PROJECTION,
                    HEALTH,
                    ANY_DOCUMENT,
                    PROBLEM,
                    FIELD_ERROR);

    private Schemas() {}

    private static Stream<String> statuses() {
        return Arrays.stream(OrderStatus.values()).map(OrderStatus::word);
    }

    private static Stream<String> problems(Function<ProblemType, String> word) {
        return Arrays.stream(ProblemType.values()).map(word);
    }

    /** Objects that one of their members tells apart: each has one word there. */
    private static Component union(String name, String member, Component... choices) {
        return new Component(
                name,
                oneOf(Arrays.stream(choices).map(Component::ref).toArray(Schema[]::new))
                        .with(json ->
                                json.object(
                                        "discriminator",
                                        discriminator ->
                                                discriminator.text("propertyName", member))));
    }

    private static Component changedItem(String name, String status) {
        return new Component(
                name,
                object(
                        required("status", word(status)),
                        required("line", LINE),
                        required("order_id", ORDER_ID),
                        STREAM,
                        STREAM_VERSION));
    }

    private static Member[] head(Member... more) {
        return joined(
                List.of(
                        required("order_id", ORDER_ID),
                        required("customer_id", CUSTOMER_ID),
                        required("customer_name", string().orNull()),
                        required("status", STATUS),
                        required("total_amount", MONEY),
                        required("currency", CURRENCY),
                        required("item_count", integerFrom(1))),
                more);
    }

    private static Member[] line(Member... more) {
        return joined(
                List.of(
                        required("line", LINE),
                        required("product_id", PRODUCT_ID),
                        required("quantity", QUANTITY),
                        required("unit_price", MONEY)),
                more);
    }

    private static Member[] page(Member... more) {
        return joined(
                List.of(
                        required("items", Schema.list(ORDER_ROW.ref(), 0, PageParameters.SIZE_MAX)),
                        required("total", integerFrom(0)),
                        required(
                                "page", integerFrom(1).orNull().describedAs("null with a cursor.")),
                        required("page_size", integer(1, PageParameters.SIZE_MAX)),
                        required("total_pages", integerFrom(0)),
                        required("next_cursor", string().orNull()),
                        WARNING),
                more);
    }

    /** An event, as it is stored under this name. */
    private static Component entry(String type, Member... data) {
        return new Component(
                type,
                object(
                        required("version", VERSION),
                        required("type", word(type)),
                        required("occurred_at", time()),
                        required("user_id", string()),
                        required("correlation_id", string()),
                        required("causation_id", string()),
                        required("data", object(data))));
    }

    private static Member[] joined(List<Member> first, Member... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(Member[]::new);
    }
}
