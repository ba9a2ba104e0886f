package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.TestTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and histories, walked by their cursors and links as a client walks them. */
class ListWalkTest {

    private static final int ORDERS = 25;
    private static final int LINES = 5;
    private static final String LIST = "/customers/c-1/orders";
    private static final String OLD_KEY = "old:" + "B".repeat(43);
    private static final String NEW_KEY = "new:" + "C".repeat(43);

    private static TestTables tables;
    private static QueryFunction function;
    private static List<String> placed;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new QueryFunction(tables.properties("jwt"));
        Projected projected = new Projected(tables);
        placed = IntStream.range(0, ORDERS).mapToObj(n -> place(projected, "c-1", n)).toList();
        place(projected, "c-2", 1);
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    private static String place(Projected projected, String customer, int number) {
        OrderId id = OrderId.of(new UUID(customer.hashCode(), number));
        ShippingAddress address =
                new ShippingAddress(null, "1 Main Street", null, "Berlin", null, null, "DE");
        List<OrderEvent> events = new ArrayList<>();
        events.add(
                new OrderCreated(
                        id, new CustomerId(customer), null, new OrderCurrency("EUR"), address));
        for (int line = 1; line <= LINES; line++) {
            events.add(
                    new OrderItemAdded(
                            line,
                            new ProductId("sku-" + line),
                            new Quantity(1),
                            new UnitPrice(BigDecimal.ONE),
                            0));
        }
        projected.commit(
                id.stream(),
                1,
                Instant.parse("2026-11-21T09:00:00.000Z").plusSeconds(number),
                OrderEvent.CODEC.encode(events));
        return id.value();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 20, 24, 25, 26, 100})
    void a_walk_by_cursor_gives_each_order_once_and_ends_with_the_last(int pageSize) {
        List<String> walked = new ArrayList<>();
        String query = "page_size=" + pageSize;
        int parts = 0;
        while (query != null) {
            APIGatewayV2HTTPResponse answer = ok(QueryCall.get(LIST, query));
            walked.addAll(ids(answer));
            assertThat(answer.getBody())
                    .contains(
                            "\"total\":25,\"page\":%s,\"page_size\":%d,"
                                    .formatted(parts == 0 ? "1" : "null", pageSize));
            String cursor = cursor(answer);
            query = cursor == null ? null : "page_size=" + pageSize + "&cursor=" + cursor;
            parts++;
        }

        assertThat(walked).isEqualTo(placed.reversed());
        assertThat(parts).isEqualTo(Math.ceilDiv(ORDERS, pageSize));
    }

    @Test
    void a_part_by_cursor_costs_a_page_and_the_total_and_one_row_more_only_where_it_may_be_last() {
        String second = "page_size=10&cursor=" + cursor(ok(QueryCall.get(LIST, "page_size=10")));
        tables.takeOperations();

        APIGatewayV2HTTPResponse middle = ok(QueryCall.get(LIST, second));
        assertThat(tables.takeOperations()).containsExactly("Query", "GetItem");

        ok(QueryCall.get(LIST, "page_size=10&cursor=" + cursor(middle)));
        assertThat(tables.takeOperations()).containsExactly("Query", "GetItem");

        assertThat(cursor(ok(QueryCall.get(LIST, "page_size=25")))).isNull();
        assertThat(tables.takeOperations()).containsExactly("Query", "GetItem", "Query");
    }

    @Test
    void the_size_of_a_page_and_the_prefix_of_the_path_may_change_on_the_way() {
        String cursor = cursor(ok(QueryCall.get(LIST, "page_size=10")));

        assertThat(ids(ok(QueryCall.get("/api/v1" + LIST, "page_size=3&cursor=" + cursor))))
                .isEqualTo(placed.reversed().subList(10, 13));
        assertThat(ids(ok(QueryCall.get(LIST, "sort_order=desc&cursor=" + cursor)))).hasSize(15);
    }

    @ParameterizedTest
    @CsvSource({
        "/customers/c-2/orders,''",
        "/customers/c-1/orders,sort_order=asc&",
        "/customers/c-1/orders,status=pending&",
        "/orders/00000000-0001-0000-0000-000000000001/history,''"
    })
    void a_cursor_is_good_for_nothing_else(String path, String filter) {
        String cursor = cursor(ok(QueryCall.get(LIST, "page_size=10")));

        assertInvalid(QueryCall.get(path, filter + "cursor=" + cursor));
    }

    @Test
    void a_cursor_is_good_for_its_caller_alone() {
        QueryCall first = QueryCall.get(LIST, "page_size=10").of("anna", "c-1");
        String cursor = cursor(ok(first));
        QueryCall second = QueryCall.get(LIST, "cursor=" + cursor);

        assertThat(ids(ok(second.of("anna", "c-1")))).hasSize(15);
        assertInvalid(second.of("bert", "c-1"));
        assertInvalid(second);
    }

    @Test
    void a_cursor_that_was_changed_anywhere_is_refused() {
        String cursor = cursor(ok(QueryCall.get(LIST, "page_size=10")));

        for (int at = 0; at < cursor.length(); at++) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            assertInvalid(
                    QueryCall.get(
                            LIST,
                            "cursor="
                                    + cursor.substring(0, at)
                                    + other
                                    + cursor.substring(at + 1)));
            assertInvalid(QueryCall.get(LIST, "cursor=" + cursor.substring(0, at)));
        }
        assertInvalid(QueryCall.get(LIST, "cursor=" + cursor + "A"));
        assertInvalid(QueryCall.get(LIST, "cursor=" + cursor + "="));
        assertInvalid(QueryCall.get(LIST, "cursor=" + "A".repeat(5_000)));
        assertInvalid(QueryCall.get(LIST, "cursor=%20"));
    }

    @Test
    void a_cursor_is_of_letters_that_a_url_takes() {
        assertThat(cursor(ok(QueryCall.get(LIST, "page_size=10")))).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void keys_are_replaced_without_a_walk_that_breaks_off() {
        String before = cursor(ok(QueryCall.get(LIST, "page_size=10"), OLD_KEY));
        QueryCall next = QueryCall.get(LIST, "cursor=" + before);

        String after = cursor(ok(QueryCall.get(LIST, "page_size=10"), NEW_KEY + "," + OLD_KEY));
        assertThat(ids(ok(next, NEW_KEY + "," + OLD_KEY))).hasSize(15);
        assertThat(ids(ok(QueryCall.get(LIST, "cursor=" + after), NEW_KEY))).hasSize(15);
        assertThat(call(next, NEW_KEY).getStatusCode()).isEqualTo(400);
    }

    @Test
    void links_lead_through_the_pages_with_the_callers_prefix_and_filters() {
        String path = "/api/v1" + LIST;
        String query = "status=pending&page_size=10";

        assertThat(links(ok(QueryCall.get(path, query))))
                .containsOnly(
                        Map.entry("first", path + "?" + query + "&page=1"),
                        Map.entry("next", path + "?" + query + "&page=2"),
                        Map.entry("last", path + "?" + query + "&page=3"));
        assertThat(links(ok(QueryCall.get(path, query + "&page=2"))))
                .containsEntry("prev", path + "?" + query + "&page=1")
                .containsEntry("next", path + "?" + query + "&page=3");
        assertThat(links(ok(QueryCall.get(path, query + "&page=3"))))
                .containsOnlyKeys("first", "prev", "last");
        assertThat(links(ok(QueryCall.get(path, query + "&page=7"))))
                .containsOnlyKeys("first", "prev", "last")
                .containsEntry("prev", path + "?" + query + "&page=3");
    }

    @Test
    void a_client_that_follows_the_next_links_of_a_cursor_sees_every_order() {
        List<String> walked = new ArrayList<>();
        APIGatewayV2HTTPResponse answer = ok(QueryCall.get(LIST, "page_size=7"));
        String next = LIST + "?page_size=7&cursor=" + cursor(answer);
        walked.addAll(ids(answer));
        while (next != null) {
            String[] parts = next.split("\\?", 2);
            answer = ok(QueryCall.get(parts[0], parts[1]));
            walked.addAll(ids(answer));
            next = links(answer).get("next");
        }

        assertThat(walked).isEqualTo(placed.reversed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 100})
    void a_history_is_walked_event_by_event(int pageSize) {
        String path = "/orders/" + placed.getFirst() + "/history";
        List<String> types = new ArrayList<>();
        String query = "page_size=" + pageSize;
        while (query != null) {
            APIGatewayV2HTTPResponse answer = ok(QueryCall.get(path, query));
            List<String> part = found(answer.getBody(), "\"type\":\"(\\w+)\"");
            assertThat(part).hasSizeBetween(1, pageSize);
            types.addAll(part);
            String cursor = cursor(answer);
            query = cursor == null ? null : "page_size=" + pageSize + "&cursor=" + cursor;
        }

        assertThat(types).hasSize(LINES + 1).startsWith("OrderCreated", "OrderItemAdded");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        for (String path :
                List.of(
                        LIST,
                        "/orders/" + placed.getFirst(),
                        "/orders/" + placed.getFirst() + "/history",
                        "/customers/c-1")) {
            APIGatewayV2HTTPResponse first = ok(QueryCall.get(path, ""));
            String tag = first.getHeaders().get("etag");
            assertThat(tag).matches("\"\\d+-[0-9a-f]{16}\"");
            assertThat(first.getHeaders()).containsEntry("cache-control", "private, no-cache");

            for (String has : List.of(tag, "W/" + tag, "\"1-0\", " + tag, "*")) {
                APIGatewayV2HTTPResponse again =
                        call(QueryCall.get(path, "").header("if-none-match", has), null);
                assertThat(again.getStatusCode()).isEqualTo(304);
                assertThat(again.getBody()).isNullOrEmpty();
                assertThat(again.getHeaders())
                        .containsEntry("etag", tag)
                        .containsEntry("cache-control", "private, no-cache");
            }
            ok(QueryCall.get(path, "").header("if-none-match", "\"1-0123456789abcdef\""));
        }
        assertThat(ok(QueryCall.get("/orders/" + placed.getFirst(), "")).getHeaders().get("etag"))
                .startsWith("\"1-");
    }

    @Test
    void somebody_elses_order_is_as_if_it_were_not_there() {
        for (String path : List.of("", "/history")) {
            QueryCall call = QueryCall.get("/orders/" + placed.getFirst() + path, "");
            ok(call.of("anna", "c-1"));
            assertThat(call(call.of("bert", "c-2"), null).getBody())
                    .contains("\"code\":\"order-not-found\"");
            assertThat(call(call.of("carl", null), null).getStatusCode()).isEqualTo(403);
        }
    }

    private static APIGatewayV2HTTPResponse ok(QueryCall call) {
        return ok(call, null);
    }

    private static APIGatewayV2HTTPResponse ok(QueryCall call, @Nullable String keys) {
        APIGatewayV2HTTPResponse answer = call(call, keys);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        return answer;
    }

    /** By a function with these keys, or with the standard ones. */
    private static APIGatewayV2HTTPResponse call(QueryCall call, @Nullable String keys) {
        if (keys == null) {
            return call.to(function);
        }
        Map<String, Object> properties = new HashMap<>(tables.properties("jwt"));
        properties.put("cursor.keys", keys);
        try (QueryFunction other = new QueryFunction(properties)) {
            return call.to(other);
        }
    }

    private static void assertInvalid(QueryCall call) {
        APIGatewayV2HTTPResponse answer = call(call, null);
        assertThat(answer.getStatusCode()).as(call.query()).isEqualTo(400);
        assertThat(answer.getBody()).contains("\"code\":\"invalid-cursor\"");
    }

    private static List<String> ids(APIGatewayV2HTTPResponse answer) {
        return found(answer.getBody(), "\"order_id\":\"([^\"]+)\"");
    }

    private static @Nullable String cursor(APIGatewayV2HTTPResponse answer) {
        return found(answer.getBody(), "\"next_cursor\":\"([^\"]+)\"").stream()
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> links(APIGatewayV2HTTPResponse answer) {
        Map<String, String> links = new HashMap<>();
        Pattern.compile("<([^>]+)>; rel=\"(\\w+)\"")
                .matcher(answer.getHeaders().get("link"))
                .results()
                .forEach(link -> links.put(link.group(2), link.group(1)));
        return links;
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
