package dev.orderstream.command;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A call of the command function as a test words it: a sample, and what is other than there. Each
 * event that is made of it is another request.
 */
final class Call {

    /** As API Gateway makes them. */
    static final String REQUEST_ID = "JKJaXmPLvHcESHA=";

    private final Supplier<APIGatewayV2HTTPEvent> event;

    private Call(Supplier<APIGatewayV2HTTPEvent> event) {
        this.event = event;
    }

    static Call create() {
        return new Call(() -> another(Samples.api("create-order")));
    }

    /** An order of just these lines. */
    static Call order(String... lines) {
        return create().body(
                        """
                        {"customer_id":"c-1","items":[%s],"shipping_address":
                         {"line1":"1 Main Street","city":"Berlin","country":"DE"}}\
                        """
                                .formatted(String.join(",", lines)));
    }

    static String line(String productId, int quantity) {
        return "{\"product_id\":\"%s\",\"quantity\":%d,\"unit_price\":1}"
                .formatted(productId, quantity);
    }

    /** The call of this sample, for this order. */
    static Call of(String sample, String orderId) {
        return new Call(() -> another(Samples.api(sample, orderId)));
    }

    private static APIGatewayV2HTTPEvent another(APIGatewayV2HTTPEvent event) {
        event.getRequestContext().setRequestId(UUID.randomUUID().toString());
        return event;
    }

    static Call addItem(String orderId) {
        return of("add-item", orderId);
    }

    static Call addItem(String orderId, String line) {
        return addItem(orderId).body(line);
    }

    static Call removeItem(String orderId, int line) {
        return of("remove-item", orderId)
                .with(event ->
                        event.setRawPath(
                                event.getRawPath().replaceFirst("\\d+$", Integer.toString(line))));
    }

    static Call ship(String orderId) {
        return of("ship-order", orderId);
    }

    static Call deliver(String orderId) {
        return of("deliver-order", orderId);
    }

    static Call cancel(String orderId) {
        return of("cancel-order", orderId);
    }

    static Call cancelByStatus(String orderId) {
        return of("ship-order", orderId)
                .body("{\"status\": \"cancelled\", \"reason\": \"too late, sorry\"}");
    }

    /** The sample names customer c-1, who calls. */
    static Call nameCustomer() {
        return new Call(() -> another(Samples.api("name-customer")));
    }

    static Call nameCustomer(String customerId) {
        return nameCustomer().path("c-1", customerId);
    }

    /** The sample counts product sku-1. */
    static Call countStock() {
        return new Call(() -> another(Samples.api("count-stock")));
    }

    static Call countStock(String productId, String available) {
        return countStock().path("sku-1", productId).body("{\"available\": " + available + "}");
    }

    static Call adjustStock(String productId) {
        return new Call(() -> another(Samples.api("adjust-stock"))).path("sku-1", productId);
    }

    static Call adjustStock(String productId, String delta) {
        return adjustStock(productId).body("{\"delta\": " + delta + "}");
    }

    private Call path(String from, String to) {
        return with(event -> event.setRawPath(event.getRawPath().replace(from, to)));
    }

    Call body(String json) {
        return with(event -> event.setBody(json));
    }

    Call query(String raw) {
        return with(event -> event.setRawQueryString(raw));
    }

    Call key(String key) {
        return header("idempotency-key", key);
    }

    Call ifMatch(String tag) {
        return header("if-match", tag);
    }

    Call header(String name, String value) {
        return with(event -> {
            Map<String, String> headers = new HashMap<>(event.getHeaders());
            headers.put(name, value);
            event.setHeaders(headers);
        });
    }

    /** From the caller whose token says so. */
    Call user(String sub) {
        return claim("sub", sub);
    }

    /** From a user as identity providers name him, in a request as API Gateway names it. */
    Call usual() {
        return user("0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f")
                .with(event -> event.getRequestContext().setRequestId(REQUEST_ID));
    }

    Call scope(String scope) {
        return claim("scope", scope);
    }

    /** From the caller whose own customer is this one. */
    Call customer(String customerId) {
        return claim("customer_id", customerId);
    }

    Call withoutCustomer() {
        return with(event ->
                event.getRequestContext()
                        .getAuthorizer()
                        .getJwt()
                        .getClaims()
                        .remove("customer_id"));
    }

    private Call claim(String name, String value) {
        return with(event -> {
            var jwt = event.getRequestContext().getAuthorizer().getJwt();
            Map<String, String> claims = new HashMap<>(jwt.getClaims());
            claims.put(name, value);
            jwt.setClaims(claims);
        });
    }

    Call with(Consumer<APIGatewayV2HTTPEvent> change) {
        return new Call(() -> {
            APIGatewayV2HTTPEvent made = event.get();
            change.accept(made);
            return made;
        });
    }

    APIGatewayV2HTTPEvent event() {
        return event.get();
    }
}
