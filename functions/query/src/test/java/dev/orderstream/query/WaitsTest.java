package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.dynamodb.DynamoDbWaitLeases;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
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
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.FakeTicker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Waits for writes: what they answer, when they end, and what they ask DynamoDB for. */
class WaitsTest {

    private static final String STALE = "\"_warning\":\"Data may be stale\"";
    private static final int PLACES = 2;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TestTables tables;
    private static Projected projected;
    private static String annas;

    /** An order of Anna's whose second commit is in no view. */
    private static String annasChanged;

    private static String annasLate;
    private static String berts;

    private FakeTicker ticker;
    private QueryFunction function;

    @BeforeAll
    static void given_orders_of_which_some_are_in_no_view() {
        tables = new TestTables();
        projected = new Projected(tables);
        annas = place("anna", 1);
        annasChanged = place("anna", 2);
        berts = place("bert", 3);
        projected.late(() -> {
            annasLate = place("anna", 4);
            ship(annasChanged);
        });
        named("anna");
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void start() {
        ticker = new FakeTicker();
        function = started(PLACES);
        // The serving generation and the keys of cursors are known from now on.
        call(QueryCall.get("/orders/" + berts, ""));
        tables.takeOperations();
    }

    @AfterEach
    void end() {
        function.close();
    }

    private QueryFunction started(int places) {
        Map<String, Object> properties = new HashMap<>(tables.properties("jwt", ticker));
        properties.put("waits.max", Integer.toString(places));
        return new QueryFunction(properties);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/%1$s?",
                "/orders/%1$s/history?",
                "/api/v1/orders/%1$s?stream_id=Order-%1$s&",
                "/customers/bert/orders?stream_id=Order-%1$s&",
                "/customers/bert/orders?status=pending&page_size=1&stream_id=Order-%1$s&",
                "/orders/search?q=berlin&stream_id=Order-%1$s&",
                "/orders/search?customer_id=bert&stream_id=Order-%1$s&"
            })
    void a_wait_for_another_customers_order_is_as_one_for_an_order_that_does_not_exist(
            String template) {
        String nobodys = UUID.randomUUID().toString();
        for (String version : List.of("1", "2", "2000000000")) {
            String wait = template + "timeout=20&expected_version=" + version;
            APIGatewayV2HTTPResponse expected = call(wait.formatted(nobodys), "bert");
            List<String> requests = tables.takeOperations();
            assertThat(expected.getBody()).contains(STALE);

            for (String foreign : List.of(annas, annasChanged, annasLate)) {
                APIGatewayV2HTTPResponse answer = call(wait.formatted(foreign), "bert");

                assertThat(tables.takeOperations()).isEqualTo(requests);
                assertThat(answer.getStatusCode()).isEqualTo(expected.getStatusCode());
                assertThat(comparable(answer, foreign)).isEqualTo(comparable(expected, nobodys));
                assertThat(answer.getHeaders().get("retry-after"))
                        .isEqualTo(expected.getHeaders().get("retry-after"));
            }
        }
        assertThat(ticker.pauses()).isEmpty();
    }

    private static String comparable(APIGatewayV2HTTPResponse answer, String order) {
        return answer.getBody().replace(order, "ORDER");
    }

    @Test
    void a_strangers_wait_reads_the_view_and_the_commit_and_nothing_else() {
        for (String order : List.of(annas, annasLate, UUID.randomUUID().toString())) {
            APIGatewayV2HTTPResponse answer =
                    call("/orders/" + order + "?expected_version=1&timeout=20", "bert");

            assertThat(answer.getStatusCode()).isEqualTo(404);
            assertThat(answer.getBody()).contains(STALE, "order-not-found");
            assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
            assertThat(tables.takeOperations()).containsExactly("GetItem", "GetItem");
        }
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_wait_for_another_customer_asks_for_nothing() {
        named("carl");
        for (String customer : List.of("anna", "carl", "nobody")) {
            APIGatewayV2HTTPResponse answer =
                    call("/customers/" + customer + "?expected_version=1&timeout=20", "bert");

            assertThat(answer.getStatusCode()).isEqualTo(404);
            assertThat(answer.getBody()).contains("\"code\":\"not-found\"");
            assertThat(tables.takeOperations()).isEmpty();
        }
    }

    @Test
    void text_that_is_no_order_id_gets_the_answer_of_an_order_that_does_not_exist() {
        for (String path : List.of("", "/history")) {
            String wait = path + "?expected_version=1&timeout=20";
            String nobodys = UUID.randomUUID().toString();
            APIGatewayV2HTTPResponse expected = call("/orders/" + nobodys + wait, "bert");
            APIGatewayV2HTTPResponse answer = call("/orders/garbage" + wait, "bert");

            assertThat(answer.getStatusCode()).isEqualTo(404);
            assertThat(comparable(answer, "garbage")).isEqualTo(comparable(expected, nobodys));
            assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
            assertThat(call("/orders/garbage" + path + "?timeout=1", "bert").getStatusCode())
                    .isEqualTo(400);
            assertThat(
                            call("/orders/garbage" + path + "?stream_id=Order-x", "bert")
                                    .getStatusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_version_that_is_reached_is_one_read() {
        APIGatewayV2HTTPResponse answer =
                call("/orders/" + annas + "?expected_version=1&timeout=20", "anna");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).doesNotContain("_warning");
        assertThat(answer.getHeaders()).containsKey("etag");
        assertThat(tables.takeOperations()).containsExactly("GetItem");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/{order}, 200",
        "/orders/{order}/history, 200",
        "/customers/anna, 200",
        "/customers/anna/orders?stream_id=Order-{order}, 200",
        "/orders/search?q=berlin&stream_id=Order-{order}, 200",
        "/products/sku-never/stock, 404"
    })
    void a_version_that_does_not_exist_ends_a_wait_at_once(String path, int status) {
        String separator = path.contains("?") ? "&" : "?";
        String wait = separator + "expected_version=2000000000&timeout=20";

        APIGatewayV2HTTPResponse answer = call(path.replace("{order}", annas) + wait, "anna");

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getBody()).contains(STALE);
        assertThat(answer.getHeaders())
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("etag");
        assertThat(answer.getHeaders().get("retry-after")).isEqualTo(status == 404 ? "1" : null);
        assertThat(tables.takeOperations()).startsWith("GetItem", "GetItem");
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void a_wait_of_up_to_a_second_leases_nothing() {
        call("/orders/" + annasChanged + "?expected_version=2&timeout=1", "anna");

        assertThat(ticker.elapsed()).isEqualTo(SECOND);
        assertThat(tables.takeOperations()).doesNotContain("UpdateItem");
    }

    @Test
    void a_longer_wait_leases_a_place_frees_it_and_answers_what_is_there() {
        APIGatewayV2HTTPResponse answer =
                call("/orders/" + annasChanged + "?expected_version=2&timeout=20", "anna");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"version\":1,", STALE);
        assertThat(answer.getHeaders())
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("etag");
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofSeconds(20));
        List<String> requests = tables.takeOperations();
        assertThat(Collections.frequency(requests, "UpdateItem")).isEqualTo(2);
        assertThat(requests).endsWith("UpdateItem");
        assertThat(held()).isZero();
    }

    @Test
    void an_order_that_is_in_no_view_is_not_found_once_the_time_is_over() {
        APIGatewayV2HTTPResponse answer =
                call("/orders/" + annasLate + "?expected_version=1&timeout=2.5", "anna");

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(answer.getBody()).contains("\"code\":\"order-not-found\"", STALE);
        assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
        assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void while_every_place_is_leased_a_wait_ends_after_200_ms() {
        DynamoDbWaitLeases leases = new DynamoDbWaitLeases(tables.client(), tables.tables());
        Instant now = Instant.EPOCH;
        Instant far = Instant.parse("9999-12-31T00:00:00Z");
        for (int place = 1; place <= PLACES; place++) {
            assertThat(leases.acquire(place, "another", now, far)).isTrue();
        }

        APIGatewayV2HTTPResponse answer =
                call("/orders/" + annasChanged + "?expected_version=2&timeout=20", "anna");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"version\":1,", STALE);
        assertThat(ticker.elapsed()).isEqualTo(ReadYourWrites.LEASED_AFTER);
        assertThat(tables.takeOperations()).endsWith("UpdateItem", "UpdateItem");
        assertThat(held()).isEqualTo(PLACES);
        for (int place = 1; place <= PLACES; place++) {
            leases.release(place, "another");
        }
    }

    @Test
    void without_places_a_wait_for_more_than_a_second_ends_after_200_ms() {
        try (QueryFunction without = started(0)) {
            APIGatewayV2HTTPResponse answer =
                    toCall("/orders/" + annasChanged + "?expected_version=2&timeout=20", "anna")
                            .to(without);

            assertThat(answer.getBody()).contains(STALE);
            assertThat(ticker.elapsed()).isEqualTo(ReadYourWrites.LEASED_AFTER);
            assertThat(tables.takeOperations()).doesNotContain("UpdateItem");
        }
    }

    @Test
    void an_administrators_list_of_one_customer_does_not_wait_for_an_order_of_another() {
        for (String path : List.of("/customers/bert/orders", "/orders/search?customer_id=bert")) {
            for (String order : List.of(annas, annasLate, UUID.randomUUID().toString())) {
                String wait =
                        (path.contains("?") ? "&" : "?")
                                + "expected_version=1&timeout=20&stream_id=Order-"
                                + order;

                APIGatewayV2HTTPResponse answer = callAsAdministrator(path + wait);

                assertThat(answer.getStatusCode()).isEqualTo(200);
                assertThat(answer.getBody()).contains(berts, STALE).doesNotContain(order);
            }
        }
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void an_administrator_waits_for_any_order() {
        callAsAdministrator("/orders/" + annasLate + "?expected_version=1&timeout=3");

        assertThat(ticker.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/{order}", "/customers/anna", "/products/sku-1/stock"})
    void a_commit_without_an_owner_is_waited_for_by_who_may_see_everything_alone(String path) {
        String order = UUID.randomUUID().toString();
        String stream =
                switch (path) {
                    case "/customers/anna" -> "Customer-anna";
                    case "/products/sku-1/stock" -> "Stock-sku-1";
                    default -> "Order-" + order;
                };
        tables.client()
                .putItem(put ->
                        put.tableName(tables.tables().events().name())
                                .item(
                                        Map.of(
                                                "stream_id", AttributeValue.fromS(stream),
                                                "version", AttributeValue.fromN("7"))));
        String wait = path.replace("{order}", order) + "?expected_version=7&timeout=0.5";

        call(wait, "anna");
        boolean isStock = path.startsWith("/products");
        Duration expected = isStock ? Duration.ofMillis(500) : Duration.ZERO;
        assertThat(ticker.elapsed()).isEqualTo(expected);

        callAsAdministrator(wait);
        assertThat(ticker.elapsed()).isEqualTo(expected.plusMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/{order}?timeout=5, timeout",
        "/orders/{order}/history?timeout=5, timeout",
        "/customers/anna?timeout=5, timeout",
        "/products/sku-1/stock?timeout=5, timeout",
        "/customers/anna/orders?timeout=5, timeout",
        "/orders/search?q=berlin&timeout=5, timeout",
        "/customers/anna/orders?expected_version=1, expected_version",
        "/orders/search?q=berlin&expected_version=1, expected_version",
        "/customers/anna/orders?stream_id=Order-{order}, stream_id",
        "/orders/search?q=berlin&stream_id=Order-{order}, stream_id",
        "/customers/anna/orders?stream_id=Order-{order}&timeout=5, timeout",
        "/orders/{order}?expected_version=1&stream_id=Customer-anna, stream_id",
        "/orders/{order}?stream_id=Customer-anna, stream_id",
        "/orders/{order}/history?expected_version=1&stream_id=Order-other, stream_id",
        "/customers/anna?expected_version=1&stream_id=Order-{order}, stream_id",
        "/customers/anna?expected_version=1&stream_id=, stream_id",
        "/products/sku-1/stock?expected_version=1&stream_id=Stock-sku-2, stream_id",
        "/orders/{order}?expected_version=1&timeout=20.001, timeout",
        "/orders/{order}?expected_version=1&timeout=, timeout",
        "/orders/{order}?expected_version=1&timeout=-0, timeout"
    })
    void parameters_that_do_not_go_together_are_refused_by_name(String path, String parameter) {
        APIGatewayV2HTTPResponse answer = call(path.replace("{order}", annas), "anna");

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(400);
        assertThat(answer.getBody())
                .contains("\"code\":\"invalid-parameter\"", "\"parameter\":\"" + parameter + "\"");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected_version=1&timeout=20",
                "expected_version=1&timeout=20.000",
                "expected_version=1&timeout=0",
                "expected_version=1",
                "expected_version=2147483647&timeout=0.001",
                "stream_id=Order-{order}",
                "stream_id=Order-{order}&expected_version=1&timeout=2.5"
            })
    void parameters_that_go_together_are_taken(String query) {
        String path = "/orders/" + annas + "?" + query.replace("{order}", annas);

        assertThat(call(path, "anna").getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "-1", "1.5", "10001", "99999999999", "5 5"})
    void a_wrong_number_of_waits_is_refused_at_the_start(String waits) {
        Map<String, Object> properties = new HashMap<>(tables.properties("jwt"));
        properties.put("waits.max", waits);

        assertThatThrownBy(() -> new QueryFunction(properties))
                .hasStackTraceContaining(
                        "WAITS_MAX: expected a whole number from 0 to 10000, got '" + waits + "'");
    }

    @Test
    void where_nothing_is_said_five_waits_may_be_long() {
        assertThat(WaitsMax.parse("")).isEqualTo(5);
        assertThat(WaitsMax.parse(" 12 ")).isEqualTo(12);
    }

    private static int held() {
        List<String> held =
                tables
                        .client()
                        .scan(scan -> scan.tableName(tables.tables().control().name()))
                        .items()
                        .stream()
                        .filter(item -> item.containsKey("lease_holder"))
                        .map(item -> item.get("pk").s())
                        .toList();
        assertThat(held).allMatch(pk -> pk.matches("WAIT#[0-9]+"));
        return held.size();
    }

    /** As a customer. */
    private APIGatewayV2HTTPResponse call(String pathAndQuery, String customer) {
        return call(toCall(pathAndQuery, customer));
    }

    private static QueryCall toCall(String pathAndQuery, String customer) {
        String[] parts = pathAndQuery.split("\\?", 2);
        return QueryCall.get(parts[0], parts[1]).of("user-of-" + customer, customer);
    }

    private APIGatewayV2HTTPResponse callAsAdministrator(String pathAndQuery) {
        String[] parts = pathAndQuery.split("\\?", 2);
        return call(QueryCall.get(parts[0], parts[1]));
    }

    private APIGatewayV2HTTPResponse call(QueryCall call) {
        return call.to(function);
    }

    private static String place(String customer, int number) {
        OrderId id = OrderId.of(new UUID(customer.hashCode(), number));
        ShippingAddress address =
                new ShippingAddress(null, "1 Main Street", null, "Berlin", null, null, "DE");
        projected.commit(
                id.stream(),
                1,
                OrderEvent.CODEC.encode(
                        List.of(
                                new OrderCreated(
                                        id,
                                        new CustomerId(customer),
                                        null,
                                        new OrderCurrency("EUR"),
                                        address),
                                new OrderItemAdded(
                                        1,
                                        new ProductId("sku-1"),
                                        new Quantity(1),
                                        new UnitPrice(BigDecimal.ONE),
                                        0))));
        return id.value();
    }

    private static void ship(String order) {
        projected.commit(
                new OrderId(order).stream(),
                2,
                OrderEvent.CODEC.encode(List.of(new OrderShipped(null, null))));
    }

    private static void named(String customer) {
        projected.commit(
                new CustomerId(customer).stream(),
                1,
                CustomerEvent.CODEC.encode(List.of(new CustomerNamed(customer))));
    }
}
