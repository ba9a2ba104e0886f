package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.orders.CustomerEvent;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerFunctionTest {

    private static TestTables tables;
    private static QueryFunction function;
    private static Projected projected;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new QueryFunction(tables.properties("jwt"));
        projected = new Projected(tables);
        named("c-1", 1, "Ada Miller");
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @Test
    void a_customer_is_shown_with_name_and_version() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("get-customer"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .isEqualTo(
                        """
                        {"customer_id":"c-1","name":"Ada Miller",\
                        "orders":{"pending":0,"shipped":0,"delivered":0,"cancelled":0},\
                        "spent":[],"version":1}\
                        """);
    }

    @Test
    void orders_are_counted_by_status_and_summed_exactly_by_currency_once_they_are_shipped() {
        named("c-sum", 1, "Zoë");
        named("c-sum", 2, "Zoë Groß");
        ordered("c-sum", "EUR", "999999999.97", false);
        ordered("c-sum", "EUR", "0.10", true);
        ordered("c-sum", "EUR", "0.20", true);
        ordered("c-sum", "JPY", "100", true);

        assertThat(call(get("/api/v1/customers/c-sum", "")).getBody())
                .isEqualTo(
                        """
                        {"customer_id":"c-sum","name":"Zoë Groß",\
                        "orders":{"pending":1,"shipped":3,"delivered":0,"cancelled":0},\
                        "spent":[{"currency":"EUR","amount":0.30},{"currency":"JPY","amount":100}],\
                        "version":2}\
                        """);
    }

    @Test
    void a_customer_without_a_profile_has_no_name_and_one_without_orders_either_is_not_found() {
        ordered("c-guest", "EUR", "1", false);

        assertThat(call(get("/customers/c-guest", "")).getBody())
                .startsWith("{\"customer_id\":\"c-guest\",\"name\":null,\"orders\":{\"pending\":1,")
                .endsWith("\"version\":0}");
        assertProblem(call(get("/customers/c-nobody", "")), 404, "not-found");
    }

    @Test
    void a_lookup_costs_two_reads_once_the_serving_generation_is_known() {
        call(get("/customers/c-1", ""));
        tables.takeOperations();

        call(get("/customers/c-1", ""));

        assertThat(tables.takeOperations()).containsExactly("GetItem", "GetItem");
    }

    @Test
    void a_read_waits_until_the_name_is_there() {
        projected.late(() -> named("c-wait", 1, "Eve"));
        projected.projectOnceAwaited();

        APIGatewayV2HTTPResponse found =
                call(
                        get(
                                "/customers/c-wait",
                                "expected_version=1&stream_id=Customer-c-wait&timeout=10"));

        assertThat(found.getBody()).contains("\"name\":\"Eve\"").doesNotContain("_warning");
    }

    @Test
    void a_version_that_does_not_exist_is_answered_with_what_is_there_and_a_warning() {
        ordered("c-late", "EUR", "1", false);
        String wait = "expected_version=2&timeout=20";

        for (String id : List.of("c-1", "c-late")) {
            APIGatewayV2HTTPResponse answer = call(get("/customers/" + id, wait));
            assertThat(answer.getStatusCode()).isEqualTo(200);
            assertThat(answer.getBody()).endsWith("\"_warning\":\"Data may be stale\"}");
            assertThat(answer.getHeaders())
                    .containsEntry("cache-control", "no-store")
                    .doesNotContainKey("etag");
        }
        APIGatewayV2HTTPResponse none = call(get("/customers/c-nobody", wait));
        assertProblem(none, 404, "not-found");
        assertThat(none.getBody()).contains("\"_warning\":\"Data may be stale\"");
        assertThat(none.getHeaders()).containsEntry("retry-after", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected_version=0",
                "timeout=1",
                "expected_version=1&timeout=21",
                "expected_version=1&stream_id=Customer-c-2",
                "expected_version=1&stream_id=Order-c-1",
                "stream_id=c-1",
                "page=1"
            })
    void a_lookup_with_a_wrong_parameter_is_refused(String query) {
        assertProblem(call(get("/customers/c-1", query)), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a#b", "{x}"})
    void any_text_that_is_no_customer_is_not_found(String text) {
        assertProblem(call(get("/customers/" + text, "")), 404, "not-found");
        assertProblem(call(get("/customers/" + text + "/orders", "")), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/orders"})
    void one_sees_oneself_and_an_administrator_anybody(String of) {
        named("c-own", 1, "Own");
        APIGatewayV2HTTPEvent own = get("/customers/c-own" + of, "");

        assertProblem(as(own, "orders:read", "c-1"), 404, "not-found");
        assertProblem(as(own, "orders:read", null), 403, "forbidden");
        assertProblem(as(own, "orders:write", "c-own"), 403, "forbidden");
        assertThat(as(own, "orders:read", "c-own").getStatusCode()).isEqualTo(200);
        assertThat(as(own, "orders:admin", null).getStatusCode()).isEqualTo(200);
    }

    private static APIGatewayV2HTTPResponse as(
            APIGatewayV2HTTPEvent event, String scope, @Nullable String customer) {
        return claims(
                event,
                claims -> {
                    claims.put("scope", scope);
                    claims.put("customer_id", customer);
                });
    }

    private static APIGatewayV2HTTPResponse claims(
            APIGatewayV2HTTPEvent event, Consumer<Map<String, String>> change) {
        var jwt = event.getRequestContext().getAuthorizer().getJwt();
        Map<String, String> claims = new HashMap<>(jwt.getClaims());
        change.accept(claims);
        jwt.setClaims(claims);
        return call(event);
    }

    private static APIGatewayV2HTTPResponse call(APIGatewayV2HTTPEvent event) {
        return function.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPEvent get(String path, String query) {
        APIGatewayV2HTTPEvent event = Samples.api("get-customer");
        event.setRawPath(path);
        event.setRawQueryString(query);
        return event;
    }

    private static void named(String customer, long version, String name) {
        projected.commit(
                new CustomerId(customer).stream(),
                version,
                CustomerEvent.CODEC.encode(List.of(new CustomerNamed(name))));
    }

    private static void ordered(String customer, String currency, String price, boolean shipped) {
        OrderId id = OrderId.of(UUID.randomUUID());
        ShippingAddress address =
                new ShippingAddress(null, "1 Main Street", null, "Berlin", null, null, "DE");
        List<OrderEvent> events =
                List.of(
                        new OrderCreated(
                                id,
                                new CustomerId(customer),
                                null,
                                new OrderCurrency(currency),
                                address),
                        new OrderItemAdded(
                                1,
                                new ProductId("sku-1"),
                                new Quantity(1),
                                new UnitPrice(new BigDecimal(price)),
                                0));
        projected.commit(id.stream(), 1, OrderEvent.CODEC.encode(events));
        if (shipped) {
            projected.commit(
                    id.stream(), 2, OrderEvent.CODEC.encode(List.of(new OrderShipped(null, null))));
        }
    }

    private static void assertProblem(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getBody()).contains("\"code\":\"" + code + "\"", "\"request_id\":");
    }
}
