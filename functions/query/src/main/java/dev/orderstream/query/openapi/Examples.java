package dev.orderstream.query.openapi;

/** The examples of bodies: one order of one customer, as it goes through its life. */
final class Examples {

    static final String ORDER_ID = "2923b962-86fc-4728-966c-d28a5307cc64";
    static final String ORDER_STREAM = "Order-" + ORDER_ID;
    static final String CURSOR = "AQJrMQfZ3q1y7c0b5mPp2w8k";

    private static final String OF_ORDER =
            "\"order_id\": \"%s\", \"stream_id\": \"%s\"".formatted(ORDER_ID, ORDER_STREAM);

    static final String CREATE_ORDER =
            """
            {"customer_id": "c-1",
             "items": [
               {"product_id": "sku-1", "quantity": 2, "unit_price": "12.60"},
               {"product_id": "sku-2", "quantity": 1, "unit_price": 1000}],
             "shipping_address": {
               "name": "Ada Lovelace", "line1": "1 Main Street", "line2": "2nd floor",
               "city": "Berlin", "postal_code": "10115", "region": "Berlin", "country": "DE"},
             "currency": "EUR"}\
            """;

    static final String CREATE_SMALLEST_ORDER =
            """
            {"customer_id": "c-1",
             "items": [{"product_id": "sku-1", "quantity": 1, "unit_price": 0.99}],
             "shipping_address": {"line1": "1 Main Street", "city": "Berlin", "country": "DE"}}\
            """;

    static final String CREATED_ORDER =
            "{\"status\": \"pending\", " + OF_ORDER + ", \"version\": 1}";

    static final String NEW_ITEM =
            "{\"product_id\": \"sku-3\", \"quantity\": 3, \"unit_price\": \"0.10\"}";

    static final String NEW_ITEM_BY_PRICE =
            "{\"product_id\": \"sku-3\", \"quantity\": 3, \"price\": 0.1}";

    static final String ADDED_ITEM =
            "{\"status\": \"item_added\", \"line\": 3, " + OF_ORDER + ", \"version\": 2}";

    static final String REMOVED_ITEM =
            "{\"status\": \"item_removed\", \"line\": 2, " + OF_ORDER + ", \"version\": 3}";

    static final String SHIP =
            "{\"status\": \"shipped\", \"carrier\": \"DHL\", \"tracking_number\": \"JD-014600003\"}";
    static final String DELIVER = "{\"status\": \"delivered\"}";
    static final String CANCEL = "{\"status\": \"cancelled\", \"reason\": \"ordered twice\"}";

    static final String CHANGED_STATUS =
            "{\"status\": \"shipped\", " + OF_ORDER + ", \"version\": 4}";
    static final String CANCELLED = "{\"status\": \"cancelled\", " + OF_ORDER + ", \"version\": 4}";

    static final String NAME_CUSTOMER = "{\"name\": \"Ada Lovelace\"}";
    static final String NAMED_CUSTOMER =
            """
            {"customer_id": "c-1", "name": "Ada Lovelace", "stream_id": "Customer-c-1",
             "version": 1}\
            """;

    static final String COUNT_STOCK = "{\"available\": 100}";
    static final String ADJUST_STOCK = "{\"delta\": -3, \"reason\": \"broken\"}";
    static final String COUNTED_STOCK = stockAnswer(100, 1);
    static final String ADJUSTED_STOCK = stockAnswer(97, 2);

    private static final String ADDRESS =
            """
            {"name": "Ada Lovelace", "line1": "1 Main Street", "line2": "2nd floor",
             "city": "Berlin", "postal_code": "10115", "region": "Berlin", "country": "DE"}\
            """;

    private static final String HEAD =
            """
            "order_id": "%s", "customer_id": "c-1", "customer_name": "Ada Lovelace",
             "status": "shipped", "total_amount": 25.50, "currency": "EUR", "item_count": 2\
            """
                    .formatted(ORDER_ID);

    static final String ORDER =
            """
            {%s,
             "items": [
               {"line": 1, "product_id": "sku-1", "quantity": 2, "unit_price": 12.60,
                "subtotal": 25.20},
               {"line": 3, "product_id": "sku-3", "quantity": 3, "unit_price": 0.10,
                "subtotal": 0.30}],
             "shipping_address": %s,
             "created_at": "2026-11-21T02:54:26.909Z", "updated_at": "2026-11-21T02:54:27.498Z",
             "shipped_at": "2026-11-21T02:54:27.498Z", "delivered_at": null,
             "cancelled_at": null, "cancel_reason": null,
             "carrier": "DHL", "tracking_number": "JD-014600003", "version": 4}\
            """
                    .formatted(HEAD, ADDRESS);

    private static final String PAGE =
            """
            {"items": [
               {%s,
                "created_at": "2026-11-21T02:54:26.909Z", "updated_at": "2026-11-21T02:54:27.498Z",
                "shipped_at": "2026-11-21T02:54:27.498Z", "version": 4}],
             "total": 1, "page": 1, "page_size": 20, "total_pages": 1, "next_cursor": null\
            """
                    .formatted(HEAD);

    static final String ORDER_PAGE = PAGE + "}";
    static final String FOUND_ORDERS = PAGE + ", \"total_relation\": \"eq\"}";

    private static final String ENTRY =
            """
            {"version": 1, "type": "%s", "occurred_at": "2026-11-21T02:54:26.909Z",
             "user_id": "u-1", "correlation_id": "checkout-1",
             "causation_id": "0a2e86bf-a65e-4365-b647-a079333e4c17", "data": %s}\
            """;

    static final String HISTORY =
            "{\"items\": [%s, %s], \"next_cursor\": \"%s\"}"
                    .formatted(
                            ENTRY.formatted(
                                    "OrderCreated",
                                    """
                                    {"order_id": "%s", "customer_id": "c-1",
                                     "customer_name": "Ada Lovelace", "currency": "EUR",
                                     "shipping_address": %s}\
                                    """
                                            .formatted(ORDER_ID, ADDRESS)),
                            ENTRY.formatted(
                                    "OrderItemAdded",
                                    """
                                    {"line": 1, "product_id": "sku-1", "quantity": 2,
                                     "unit_price": 12.60}\
                                    """),
                            CURSOR);

    static final String CUSTOMER =
            """
            {"customer_id": "c-1", "name": "Ada Lovelace",
             "orders": {"pending": 0, "shipped": 1, "delivered": 0, "cancelled": 0},
             "spent": [{"currency": "EUR", "amount": 25.50}], "version": 1}\
            """;

    static final String STOCK = "{\"product_id\": \"sku-1\", \"available\": 97, \"version\": 2}";

    static final String OPERATION_ID = "6f1f0f6e-3c9f-4b53-9d53-0f6d2b2f7f10";

    static final String PROJECTIONS =
            """
            {"items": [
               {"name": "Order", "generation": 1, "lag_ms": 1200, "parked": 0,
                "rebuild": {"operation_id": "%s", "generation": 2, "status": "running",
                            "progress": {"done": 1200, "total": 5000}}}]}\
            """
                    .formatted(OPERATION_ID);

    static final String STARTED_REBUILD = operation("rebuild", "running", "null");
    static final String STARTED_VERIFICATION = operation("verification", "running", "null");
    static final String ABORTED = operation("rebuild", "aborted", "null");

    static final String VERIFIED =
            operation(
                    "verification",
                    "succeeded",
                    """
                    {"checked": 1000, "differing": 1, "undecided": 0, "parked": 0, "repaired": 1,
                     "differences": [
                       {"stream_id": "%s", "item": "ORDER#%s VIEW", "how": "total_amount"}]}\
                    """
                            .formatted(ORDER_STREAM, ORDER_ID));

    static final String REPAIR = "{\"repair\": true}";

    static final String PARKED =
            """
            {"items": [
               {"stream_id": "%s", "generation": 1, "version": 3,
                "cause": "event OrderTeleported: not known", "since": "2026-11-21T02:54:26.909Z"}]}\
            """
                    .formatted(ORDER_STREAM);

    static final String REPLAYED = "{\"caught_up\": 1, \"parked\": 0, \"left\": 0}";

    static final String DISCARDED =
            """
            {"stream_id": "%s", "version": 3, "reason": "written by a test", "user_id": "u-1",
             "discarded_at": "2026-11-21T02:54:26.909Z",
             "replayed": {"caught_up": 1, "parked": 0, "left": 0}}\
            """
                    .formatted(ORDER_STREAM);

    static final String HEALTH = "{\"status\": \"ok\"}";

    private Examples() {}

    private static String operation(String kind, String status, String result) {
        return """
        {"id": "%s", "kind": "%s", "status": "%s", "progress": {"done": 1200, "total": 5000},
         "result": %s, "user_id": "u-1", "started_at": "2026-11-21T02:54:26.909Z",
         "ended_at": %s}\
        """
                .formatted(
                        OPERATION_ID,
                        kind,
                        status,
                        result,
                        status.equals("running") ? "null" : "\"2026-11-21T02:55:26.909Z\"");
    }

    private static String stockAnswer(int available, int version) {
        return """
        {"product_id": "sku-1", "available": %d, "stream_id": "Stock-sku-1", "version": %d}\
        """
                .formatted(available, version);
    }
}
