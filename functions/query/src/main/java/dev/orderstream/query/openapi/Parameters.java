package dev.orderstream.query.openapi;

import dev.orderstream.http.Cursors;
import dev.orderstream.http.RequestHeaders;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.SearchWords;
import dev.orderstream.orders.StatusChange;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.query.AwaitedVersion;
import dev.orderstream.query.PageParameters;
import java.util.List;

/** The parameters and headers of requests. */
final class Parameters {

    /** As the operations function has it, which is no part of this one. */
    private static final int DISCARD_REASON_MAX = 100;

    private static final Schema DATE_TIME =
            Schema.string().with(json -> json.text("format", "date-time"));

    static final Parameter ORDER_ID =
            Parameter.path(
                    "order_id",
                    "A lower-case UUID. Any other text names no order: 404.",
                    Forms.ORDER_ID,
                    "\"" + Examples.ORDER_ID + "\"");

    static final Parameter LINE =
            Parameter.path("line", "A line's number within its order.", Schema.integerFrom(1), "2");

    static final Parameter CUSTOMER_ID =
            Parameter.path(
                    "customer_id",
                    "A customer. Somebody else's is 404.",
                    Forms.CUSTOMER_ID,
                    "\"c-1\"");

    static final Parameter PRODUCT_ID =
            Parameter.path("product_id", "A product.", Forms.PRODUCT_ID, "\"sku-1\"");

    static final Parameter CORRELATION_ID =
            Parameter.header(
                    RequestHeaders.CORRELATION_ID,
                    "A name for the request, of visible ASCII characters; the answer has it, and"
                            + " one is made where none is sent.",
                    visibleAscii(RequestHeaders.CORRELATION_ID_CHARACTERS_MAX),
                    "\"checkout-1\"");

    static final Parameter IDEMPOTENCY_KEY =
            Parameter.header(
                    RequestHeaders.IDEMPOTENCY_KEY,
                    "Makes the command repeatable: a repeat with the same key is answered from what"
                            + " the first one stored.",
                    visibleAscii(RequestHeaders.IDEMPOTENCY_KEY_CHARACTERS_MAX),
                    "\"a-key-of-mine\"");

    static final Parameter IF_MATCH =
            Parameter.header(
                    RequestHeaders.IF_MATCH,
                    "One strong entity tag: the command is carried out only at this version. The"
                            + " number before a dash counts.",
                    Schema.form("\"[!#-~]*\""),
                    "\"\\\"1\\\"\"");

    static final Parameter IF_NONE_MATCH =
            Parameter.header(
                    RequestHeaders.IF_NONE_MATCH,
                    "The tags of answers that the caller has: 304 where it still is one of them.",
                    Schema.string(),
                    "\"\\\"1-0a1b2c3d4e5f6071\\\"\"");

    static final Parameter READ_IF_MATCH =
            Parameter.header(
                            RequestHeaders.IF_MATCH,
                            "Strong entity tags, or *: 412 where the answer has another tag.",
                            Schema.string(),
                            "\"*\"")
                    .as("read_if_match");

    static final Parameter IF_ABSENT =
            Parameter.header(
                            RequestHeaders.IF_NONE_MATCH,
                            "Only * is supported: create the resource, and return 412 where it"
                                    + " exists.",
                            Schema.word("*"),
                            "\"*\"")
                    .as("if_absent");

    static final Parameter REASON =
            Parameter.query(
                    "reason",
                    "Why the order is cancelled.",
                    Schema.text(StatusChange.REASON_MAX),
                    "\"ordered twice\"");

    private static final Parameter PRICE =
            Parameter.query(
                    "unit_price",
                    "Of the item, where there is no body.",
                    Schema.decimal(UnitPrice.MAX),
                    "0.10");

    /** An item, where there is no body. */
    static final List<Parameter> ITEM =
            List.of(
                    Parameter.query(
                                    "product_id",
                                    "Of the item, where there is no body.",
                                    Forms.PRODUCT_ID,
                                    "\"sku-3\"")
                            .as("item_product_id"),
                    Parameter.query(
                            "quantity",
                            "Of the item, where there is no body.",
                            Schema.integer(1, Quantity.PIECES_MAX),
                            "3"),
                    PRICE,
                    Parameter.query(
                            "price",
                            "The old name of unit_price.",
                            PRICE.schema().deprecated(),
                            "0.10"));

    static final Parameter STATUS =
            Parameter.query("status", "Only orders in this status.", Forms.STATUS, "\"pending\"");

    static final Parameter PAGE =
            Parameter.query(
                    PageParameters.PAGE,
                    "From 1; page × page_size is at most %d, beyond which a cursor leads. Not with a"
                                    .formatted(PageParameters.ROWS_MAX)
                            + " cursor.",
                    Schema.integer(1, PageParameters.ROWS_MAX).byDefault("1"),
                    "1");

    static final Parameter PAGE_SIZE =
            Parameter.query(
                    PageParameters.PAGE_SIZE,
                    "How many at most.",
                    Schema.integer(1, PageParameters.SIZE_MAX)
                            .byDefault(Integer.toString(PageParameters.SIZE_DEFAULT)),
                    "20");

    static final Parameter CURSOR =
            Parameter.query(
                    PageParameters.CURSOR,
                    "A next_cursor of this list, with the same filters and order: what follows it.",
                    Schema.form("[A-Za-z0-9_-]+")
                            .with(json -> json.number("maxLength", Cursors.CHARACTERS_MAX)),
                    "\"" + Examples.CURSOR + "\"");

    static final Parameter SORT_ORDER =
            Parameter.query(
                    "sort_order",
                    "The newest or largest at first, or at last.",
                    Schema.word("asc", "desc").byDefault("\"desc\""),
                    "\"asc\"");

    /** What only a search is filtered and sorted by. */
    static final List<Parameter> SEARCH =
            List.of(
                    Parameter.query(
                            "q",
                            "The words, at most %d; required unless customer_id is given."
                                    .formatted(SearchWords.WORDS_MAX),
                            Schema.text(SearchWords.CHARACTERS_MAX),
                            "\"c-1 berlin\""),
                    STATUS,
                    Parameter.query(
                                    "customer_id",
                                    "Only this customer's orders.",
                                    Forms.CUSTOMER_ID,
                                    "\"c-1\"")
                            .as("searched_customer_id"),
                    Parameter.query("currency", "Only orders in it.", Forms.CURRENCY, "\"EUR\""),
                    Parameter.query(
                            "created_from",
                            "Created then or later.",
                            DATE_TIME,
                            "\"2026-11-01T00:00:00.000Z\""),
                    Parameter.query(
                            "created_to",
                            "Created before.",
                            DATE_TIME,
                            "\"2036-12-01T00:00:00.000Z\""),
                    Parameter.query(
                            "min_total",
                            "With this total or more: a plain number, at most 4 decimals, no exponent.",
                            Schema.decimal(),
                            "1.00"),
                    Parameter.query(
                            "max_total",
                            "With this total or less: a plain number, at most 4 decimals, no exponent.",
                            Schema.decimal(),
                            "5000"),
                    Parameter.query(
                            "sort_by",
                            "What the order of the list goes by.",
                            Schema.word("created_at", "total_amount").byDefault("\"created_at\""),
                            "\"created_at\""));

    static final Parameter EXPECTED_VERSION =
            Parameter.query(
                    AwaitedVersion.EXPECTED_VERSION,
                    "The version to wait for. The response has _warning if the timeout passes first."
                            + " It comes at once, with _warning, if that version does not exist, if"
                            + " the views are known to be further behind than the timeout, or if"
                            + " too many requests wait already."
                            + " A timeout of at most 1 second is never refused for that reason.",
                    Schema.integer(1, Integer.MAX_VALUE),
                    "1");

    static final Parameter TIMEOUT =
            Parameter.query(
                    AwaitedVersion.TIMEOUT,
                    "How long to wait, in seconds. Requires expected_version.",
                    Schema.decimal(AwaitedVersion.TIMEOUT_SECONDS_MAX)
                            .byDefault(Long.toString(AwaitedVersion.TIMEOUT_DEFAULT.toSeconds())),
                    "2.5");

    static final Parameter LIST_STREAM_ID =
            streamId(
                    "list_stream_id",
                    "The order to wait for, with expected_version. An order that does not belong to"
                            + " the listed customer is treated like one that does not exist.",
                    Examples.ORDER_STREAM);

    static final List<Parameter> AWAITED_ORDER = awaited("order", Examples.ORDER_STREAM);
    static final List<Parameter> AWAITED_CUSTOMER = awaited("customer", "Customer-c-1");
    static final List<Parameter> AWAITED_STOCK = awaited("stock", "Stock-sku-1");
    static final List<Parameter> AWAITED_IN_LIST =
            List.of(EXPECTED_VERSION, LIST_STREAM_ID, TIMEOUT);

    static final Parameter OPERATION_ID =
            Parameter.path(
                    "operation_id",
                    "A rebuild or a verification, as its start has named it.",
                    Schema.string(),
                    "\"" + Examples.OPERATION_ID + "\"");

    static final Parameter STREAM_ID =
            Parameter.path(
                    "stream_id",
                    "A stream that is parked. Any other text is 404.",
                    Schema.string(),
                    "\"" + Examples.ORDER_STREAM + "\"");

    /** What is discarded, and why. */
    static final List<Parameter> DISCARD =
            List.of(
                    Parameter.query(
                                    "version",
                                    "The commit that holds the stream up.",
                                    Schema.integer(1, Integer.MAX_VALUE),
                                    "1")
                            .mandatory(),
                    Parameter.query(
                                    "reason",
                                    "Why views may go on without it. It is kept.",
                                    Schema.text(DISCARD_REASON_MAX),
                                    "\"written by a test\"")
                            .as("discard_reason")
                            .mandatory());

    private Parameters() {}

    /** What a query takes whose path names a stream. */
    private static List<Parameter> awaited(String what, String example) {
        return List.of(
                EXPECTED_VERSION,
                streamId(
                        what + "_stream_id",
                        "The stream of the path, which may be omitted. Any other returns 400.",
                        example),
                TIMEOUT);
    }

    private static Parameter streamId(String component, String description, String example) {
        return Parameter.query(
                        AwaitedVersion.STREAM_ID,
                        description,
                        Schema.string()
                                .with(json ->
                                        json.number(
                                                "maxLength",
                                                AwaitedVersion.STREAM_ID_CHARACTERS_MAX)),
                        "\"" + example + "\"")
                .as(component);
    }

    private static Schema visibleAscii(int charactersMax) {
        return Schema.form("[!-~]{1,%d}".formatted(charactersMax));
    }
}
