package dev.orderstream.local;

import org.jspecify.annotations.Nullable;

/** What a call of {@link AccessMatrix} sends besides its route. */
record SampleCall(String query, @Nullable String body, @Nullable String ifMatch) {

    private static final String ITEM =
            "{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": \"1.50\"}";
    static final String ORDER =
            """
            {"customer_id": "%s", "items": [ITEM, ITEM],
             "shipping_address": {"line1": "1 Main Street", "city": "Berlin", "country": "DE"}}
            """
                    .replace("ITEM", ITEM);

    static SampleCall of(String call) {
        return switch (call) {
            case "POST /orders" -> body(ORDER.formatted("{customer_id}"));
            case "POST /orders/{order_id}/items" -> body(ITEM);
            case "POST /orders/{order_id}/items (query)" ->
                    query("product_id=p&quantity=1&unit_price=1.50");
            case "POST /orders/{order_id}/items (If-Match)" -> new SampleCall("", ITEM, "\"1\"");
            case "DELETE /orders/{order_id} (If-Match)" -> new SampleCall("", null, "\"1\"");
            case "PUT /orders/{order_id}/status (cancelled)" -> body("{\"status\": \"cancelled\"}");
            case "PUT /orders/{order_id}/status (shipped)" -> body("{\"status\": \"shipped\"}");
            case "PUT /customers/{customer_id}" -> body("{\"name\": \"Ada\"}");
            case "PUT /products/{product_id}/stock" -> body("{\"available\": 3}");
            case "POST /products/{product_id}/stock/adjustments" -> body("{\"delta\": 1}");
            case "GET /orders/{order_id} (wait)" -> query("expected_version=1&timeout=0.2");
            case "GET /orders/search (words)" -> query("q=berlin%20{product_id}");
            case "GET /orders/search (order)" -> query("q={order_id}");
            case "GET /orders/search (customer)" -> query("customer_id={customer_id}");
            case "DELETE /parked/{stream_id}" -> query("version=1&reason=a%20test");
            default -> new SampleCall("", null, null);
        };
    }

    private static SampleCall body(String json) {
        return new SampleCall("", json, null);
    }

    private static SampleCall query(String text) {
        return new SampleCall("?" + text, null, null);
    }
}
