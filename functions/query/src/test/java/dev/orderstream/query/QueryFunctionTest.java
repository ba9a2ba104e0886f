package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.InMemoryDiscards;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFunctionTest {

    private static final String JWT_ORDER_PATH = "/orders/" + Samples.ORDER_ID;

    private static TestTables tables;
    private static QueryFunction function;
    private static DynamoDbEventStore events;
    private static CatchUp catchUp;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new QueryFunction(tables.properties("jwt"));
        events = new DynamoDbEventStore(tables.client(), tables.tables());
        Contention contention = Contention.system();
        catchUp =
                new CatchUp(
                        events,
                        new DynamoDbViewStore(tables.client(), tables.tables(), 1, contention),
                        List.of(new OrderProjection()),
                        new InMemoryDiscards());
        project(order(Samples.ORDER_ID, "c-1", "2026-11-21T09:00:00.000Z", "12.6", 2));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @Test
    void an_order_is_shown_with_exact_money_and_every_field() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("get-order"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .isEqualTo(
                        """
                        {"order_id":"%s","customer_id":"c-1","customer_name":null,"status":"pending",\
                        "total_amount":25.20,"currency":"EUR","item_count":1,\
                        "items":[{"line":1,"product_id":"sku-1","quantity":2,"unit_price":12.60,"subtotal":25.20}],\
                        "shipping_address":{"name":null,"line1":"1 Main Street","line2":null,"city":"Berlin",\
                        "postal_code":null,"region":null,"country":"DE"},\
                        "created_at":"2026-11-21T09:00:00.000Z","updated_at":"2026-11-21T09:00:00.000Z",\
                        "shipped_at":null,"delivered_at":null,"cancelled_at":null,"cancel_reason":null,\
                        "carrier":null,"tracking_number":null,"version":1}\
                        """
                                .formatted(Samples.ORDER_ID));
    }

    @Test
    void a_lookup_costs_one_read_once_the_serving_generation_is_known() {
        APIGatewayV2HTTPEvent lookup = get(JWT_ORDER_PATH, "");
        call(lookup);
        tables.takeOperations();

        call(lookup);

        assertThat(tables.takeOperations()).containsExactly("GetItem");
    }

    @Test
    void money_of_any_size_is_in_plain_notation() {
        String id = UUID.randomUUID().toString();
        project(order(id, "c-big", "2026-11-21T09:00:00.000Z", "999999999.97", 999_999));
        String round = UUID.randomUUID().toString();
        project(order(round, "c-big", "2026-11-21T09:00:00.000Z", "1000", 1));

        assertThat(call(get("/orders/" + id, "")).getBody())
                .contains("\"total_amount\":999998999970000.03");
        assertThat(call(get("/orders/" + round, "")).getBody())
                .contains("\"total_amount\":1000.00");
    }

    @Test
    void the_history_has_an_entry_per_event_and_tells_who_and_why() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("get-history"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .contains(
                        "{\"version\":1,\"type\":\"OrderCreated\",\"occurred_at\":\"2026-11-21T09:00:00.000Z\","
                                + "\"user_id\":\"user-1\",\"correlation_id\":\"cor\",\"causation_id\":\"cau\",",
                        "{\"version\":1,\"type\":\"OrderItemAdded\"",
                        "\"data\":{\"line\":1,\"product_id\":\"sku-1\",\"quantity\":2,\"unit_price\":12.60}",
                        "\"next_cursor\":null")
                .as("whose digests are nobody's business")
                .doesNotContain("command", "keyed")
                .doesNotContainPattern("[0-9a-f]{32}");
    }

    @Test
    void a_customers_orders_are_listed_newest_first_by_page_with_the_true_total() {
        for (int n = 0; n < 5; n++) {
            project(order(id(n), "c-list", "2026-11-21T09:00:0" + n + ".000Z", "1", 1));
        }
        project(shipped(id(3)));

        String first = call(get("/customers/c-list/orders", "page_size=2")).getBody();
        assertThat(first)
                .containsSubsequence(id(4), id(3))
                .doesNotContain(id(2))
                .contains(
                        "\"total\":5,\"page\":1,\"page_size\":2,\"total_pages\":3,\"next_cursor\":\"");
        assertThat(call(get("/customers/c-list/orders", "page_size=2&page=3")).getBody())
                .contains(id(0))
                .doesNotContain(id(1));
        assertThat(call(get("/customers/c-list/orders", "page_size=2&page=4")).getBody())
                .contains("\"items\":[]", "\"total\":5");
        assertThat(call(get("/customers/c-list/orders", "status=shipped")).getBody())
                .contains(id(3), "\"total\":1", "\"shipped_at\":\"2026-11-21T10:00:00.000Z\"")
                .doesNotContain(id(2));
        assertThat(call(get("/customers/c-list/orders", "status=pending&sort_order=asc")).getBody())
                .containsSubsequence(id(0), id(1), id(2), id(4))
                .contains("\"total\":4");
    }

    @Test
    void a_customer_without_orders_has_an_empty_list() {
        assertThat(call(get("/api/v1/customers/nobody/orders", "")).getBody())
                .isEqualTo(
                        "{\"items\":[],\"total\":0,\"page\":1,\"page_size\":20,\"total_pages\":0,"
                                + "\"next_cursor\":null}");
    }

    @Test
    void a_version_that_does_not_exist_is_answered_with_the_old_view_and_a_warning() {
        APIGatewayV2HTTPResponse answer =
                call(get(JWT_ORDER_PATH, "expected_version=2&timeout=20"));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).endsWith("\"_warning\":\"Data may be stale\"}");
        assertThat(answer.getHeaders())
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("etag");
    }

    @Test
    void an_order_that_does_not_exist_is_not_found_with_a_warning_where_it_was_waited_for() {
        APIGatewayV2HTTPResponse answer =
                call(get("/orders/" + UUID.randomUUID(), "expected_version=1&timeout=20"));

        assertProblem(answer, 404, "order-not-found");
        assertThat(answer.getBody()).contains("\"_warning\":\"Data may be stale\"");
        assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
    }

    @Test
    void a_list_waits_only_for_an_order_of_its_customer() {
        String wait = "expected_version=1&timeout=20&stream_id=Order-" + Samples.ORDER_ID;

        assertThat(call(get("/customers/c-1/orders", wait)).getBody())
                .contains(Samples.ORDER_ID)
                .doesNotContain("_warning");
        assertThat(call(get("/customers/c-other/orders", wait)).getBody()).contains("_warning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected_version=0",
                "expected_version=-1",
                "expected_version=x",
                "expected_version=99999999999",
                "timeout=1",
                "expected_version=1&timeout=21",
                "expected_version=1&timeout=-1",
                "expected_version=1&timeout=1e1",
                "expected_version=1&stream_id=Order-other",
                "expected_version=1&expected_version=1",
                "unknown=1",
                "expected_version=%zz",
                "expected_version=%ff"
            })
    void a_lookup_with_a_wrong_parameter_is_refused(String query) {
        assertProblem(call(get(JWT_ORDER_PATH, query)), 400, "invalid-parameter");
    }

    @Test
    void a_stream_id_that_no_command_answered_is_refused_or_waited_for_in_vain() {
        String wait = "expected_version=1&timeout=0&stream_id=";
        assertProblem(
                call(get("/customers/c-1/orders", wait + "Order-" + "x".repeat(3_000))),
                400,
                "invalid-parameter");
        assertThat(call(get("/customers/c-1/orders", wait + "Order-no-uuid")).getBody())
                .contains("_warning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=11&page_size=100",
                "page_size=101",
                "page_size=",
                "status=lost",
                "status=",
                "sort_order=up",
                "expected_version=1",
                "stream_id=Order-1",
                "stream_id=x&expected_version=1",
                "page=1&page=1",
                "page=1&cursor=x",
                "Page=1"
            })
    void a_list_with_a_wrong_parameter_is_refused(String query) {
        assertProblem(call(get("/customers/c-1/orders", query)), 400, "invalid-parameter");
    }

    @Test
    void every_value_of_a_repeated_parameter_is_seen() {
        assertProblem(
                call(Samples.api("get-order-with-repeated-parameter")), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/no-uuid",
                "/orders/0199D2F0-5B6A-7C3E-9F10-2A4B6C8D0E1F",
                "/orders/0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e99",
                "/orders/100%",
                "/orders/a b",
                "/orders/{x}",
                "/orders/ü"
            })
    void any_text_that_is_no_order_is_not_found(String path) {
        assertProblem(call(get(path, "")), 404, "order-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/problem+json",
                "application/json;q=0",
                "*/*;q=0.0",
                "x"
            })
    void another_media_type_is_not_acceptable(String accept) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setHeaders(Map.of("accept", accept));

        assertProblem(call(event), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*;q=0.8, text/html",
                "text/html, Application/Json; q=0.1",
                ""
            })
    void json_is_answered_to_who_takes_it(String accept) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setHeaders(Map.of("accept", accept));

        assertThat(call(event).getStatusCode()).isEqualTo(200);
    }

    @Test
    void the_instance_of_a_problem_is_a_uri_reference() {
        assertThat(call(get("/customers/a b/orders", "")).getBody())
                .contains("\"instance\":\"/customers/a%20b/orders\"");
        assertThat(call(get("//evil.example/x", "")).getBody())
                .contains("\"instance\":\"/.//evil.example/x\"");
    }

    @Test
    void a_head_of_a_problem_has_the_length_of_its_get() {
        APIGatewayV2HTTPEvent get = get("/nothing/here", "");
        String length = Integer.toString(call(get).getBody().length());
        get.getRequestContext().getHttp().setMethod("HEAD");

        assertThat(call(get).getHeaders()).containsEntry("content-length", length);
    }

    @Test
    void a_head_has_the_headers_of_a_get_and_no_body() {
        APIGatewayV2HTTPEvent head = get(JWT_ORDER_PATH, "");
        head.getRequestContext().getHttp().setMethod("HEAD");

        APIGatewayV2HTTPResponse answer = call(head);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isNull();
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/json");
    }

    @Test
    void a_query_without_claims_is_unauthenticated() {
        APIGatewayV2HTTPEvent lookup = get(JWT_ORDER_PATH, "");
        lookup.getRequestContext().setAuthorizer(null);
        assertProblem(call(lookup), 401, "unauthenticated");
    }

    @Test
    void a_named_stage_before_the_path_is_passed_over() {
        APIGatewayV2HTTPEvent event = get("/prod/api/v1" + JWT_ORDER_PATH, "");
        event.getRequestContext().setStage("prod");

        assertThat(call(event).getStatusCode()).isEqualTo(200);
    }

    @Test
    void an_outage_is_a_503_that_asks_for_patience() {
        try (TestTables down = new TestTables();
                QueryFunction function = new QueryFunction(down.properties("none"))) {
            down.refuseRequests();

            APIGatewayV2HTTPResponse answer = function.handleRequest(get(JWT_ORDER_PATH, ""), null);

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
        }
    }

    private static APIGatewayV2HTTPResponse call(APIGatewayV2HTTPEvent event) {
        return function.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPEvent get(String path, String query) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setRawPath(path);
        event.setRawQueryString(query);
        return event;
    }

    private static String id(int n) {
        return "0199d2f0-0000-7000-8000-00000000000" + n;
    }

    private static void project(Commit commit) {
        events.append(commit);
        catchUp.run(commit.stream(), commit.version(), List.of(commit));
    }

    private static Commit order(String id, String customer, String at, String price, int quantity) {
        OrderId orderId = new OrderId(id);
        ShippingAddress address =
                new ShippingAddress(null, "1 Main Street", null, "Berlin", null, null, "DE");
        return commit(
                orderId,
                1,
                at,
                List.of(
                        new OrderCreated(
                                orderId,
                                new CustomerId(customer),
                                null,
                                new OrderCurrency("EUR"),
                                address),
                        new OrderItemAdded(
                                1,
                                new ProductId("sku-1"),
                                new Quantity(quantity),
                                new UnitPrice(new BigDecimal(price)),
                                0)));
    }

    private static Commit shipped(String id) {
        return commit(
                new OrderId(id),
                2,
                "2026-11-21T10:00:00.000Z",
                List.of(new OrderShipped("DHL", null)));
    }

    private static Commit commit(OrderId id, long version, String at, List<OrderEvent> events) {
        return new Commit(
                id.stream(),
                version,
                Instant.parse(at),
                OrderEvent.CODEC.encode(events),
                new Commit.Origin(Digest.random(), Digest.random(), true, "user-1", "cor", "cau"));
    }

    private static void assertProblem(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getHeaders())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("cache-control", "no-store");
        assertThat(answer.getBody())
                .contains("\"code\":\"" + code + "\"", "\"request_id\":")
                .doesNotContain("Exception", "dynamodb", "orderstream-read");
    }
}
