package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.StockEvent;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockFunctionTest {

    private static final String PATH = "/products/sku-1/stock";

    private static TestTables tables;
    private static QueryFunction function;
    private static Projected projected;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new QueryFunction(tables.properties("jwt"));
        projected = new Projected(tables);
        happened("sku-1", 1, new StockCounted(100));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @Test
    void a_stock_is_shown_with_its_version() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("get-stock"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .isEqualTo("{\"product_id\":\"sku-1\",\"available\":100,\"version\":1}");
    }

    @Test
    void a_stock_shows_what_people_and_orders_left_of_it() {
        happened("sku-2", 1, new StockCounted(100));
        happened("sku-2", 2, new StockReserved(new OrderId(Samples.ORDER_ID), 7));
        happened("sku-2", 3, new StockAdjusted(-3, 90, "broken"));

        assertThat(call(get("/api/v1/products/sku-2/stock", "")).getBody())
                .isEqualTo("{\"product_id\":\"sku-2\",\"available\":90,\"version\":3}");
    }

    @Test
    void a_lookup_costs_one_read_once_the_serving_generation_is_known() {
        call(get(PATH, ""));
        tables.takeOperations();

        call(get(PATH, ""));

        assertThat(tables.takeOperations()).containsExactly("GetItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"never-counted", "a b", "ü", "a#b", "{x}"})
    void what_was_never_counted_is_not_found(String product) {
        assertProblem(call(get("/products/" + product + "/stock", "")), 404, "not-found");
    }

    @Test
    void a_read_waits_until_the_count_is_there() {
        projected.late(() -> happened("sku-wait", 1, new StockCounted(3)));
        projected.projectOnceAwaited();

        APIGatewayV2HTTPResponse found =
                call(
                        get(
                                "/products/sku-wait/stock",
                                "expected_version=1&stream_id=Stock-sku-wait&timeout=10"));

        assertThat(found.getBody()).contains("\"available\":3").doesNotContain("_warning");
    }

    @Test
    void a_version_that_does_not_exist_is_answered_with_what_is_there_and_a_warning() {
        APIGatewayV2HTTPResponse old = call(get(PATH, "expected_version=2&timeout=20"));
        assertThat(old.getStatusCode()).isEqualTo(200);
        assertThat(old.getBody()).endsWith("\"_warning\":\"Data may be stale\"}");
        assertThat(old.getHeaders())
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("etag");

        APIGatewayV2HTTPResponse none =
                call(get("/products/never/stock", "expected_version=1&timeout=20"));
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
                "expected_version=1&stream_id=Stock-sku-2",
                "expected_version=1&stream_id=sku-1",
                "page=1"
            })
    void a_lookup_with_a_wrong_parameter_is_refused(String query) {
        assertProblem(call(get(PATH, query)), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @CsvSource({"orders:read,200", "orders:admin,200", "orders:write,403", "'',403"})
    void whoever_reads_may_see_any_stock(String scope, int status) {
        APIGatewayV2HTTPEvent event = get(PATH, "");
        var jwt = event.getRequestContext().getAuthorizer().getJwt();
        Map<String, String> claims = new HashMap<>(jwt.getClaims());
        claims.put("scope", scope);
        claims.remove("customer_id");
        jwt.setClaims(claims);

        assertThat(call(event).getStatusCode()).isEqualTo(status);
    }

    private static APIGatewayV2HTTPResponse call(APIGatewayV2HTTPEvent event) {
        return function.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPEvent get(String path, String query) {
        APIGatewayV2HTTPEvent event = Samples.api("get-stock");
        event.setRawPath(path);
        event.setRawQueryString(query);
        return event;
    }

    private static void happened(String product, long version, StockEvent event) {
        projected.commit(
                new ProductId(product).stock(), version, StockEvent.CODEC.encode(List.of(event)));
    }

    private static void assertProblem(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getBody()).contains("\"code\":\"" + code + "\"", "\"request_id\":");
    }
}
