package dev.orderstream.query;

import static dev.orderstream.query.QueryCall.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.SearchWords;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testing.UnitMeter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The most that each read of an order may cost, whatever a caller asks for, with orders that cost
 * as much as any can. The units are those of DynamoDB's published rules.
 */
class ReadCostTest {

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    /** More than a walk takes, with one order a page. */
    private static final int PAGES_MAX = 200;

    private static final int ORDERS = 110;
    private static final int ROWS = 1_010;

    private static final String CUSTOMER = WorstOrders.id("c-worst-");
    private static final String LISTED = WorstOrders.id("c-listed-");

    /** A word of a city: rows of lists do not show it. */
    private static final String CITY = "city" + WorstOrders.text(90);

    /** Ten words that fill both the longest name and the longest search. */
    private static final List<String> NAMES =
            IntStream.range(0, 10).mapToObj(n -> n + "㌖".repeat(18)).toList();

    private static final String NAME = String.join(" ", NAMES);

    private static TestTables tables;
    private static UnitMeter meter;
    private static QueryFunction function;
    private static final List<OrderId> PLACED = new ArrayList<>();
    private static OrderId changed;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        meter = tables.meter();
        function = new QueryFunction(tables.properties("jwt", meter));
        WorstOrders orders = new WorstOrders(tables);
        Set<String> words = new HashSet<>(folded(NAMES));
        words.addAll(folded(List.of(CITY)));
        OrderId first = orders.place(CUSTOMER, NAME, CITY, OrderCommand.LINES_MAX, words);
        PLACED.add(first);
        PLACED.addAll(orders.copy(first, ORDERS - 1, words));
        OrderId row = orders.place(LISTED, WorstOrders.text(200), "Ulm", 1, Set.of());
        orders.copy(row, ROWS - 1, Set.of());
        // Two words that many orders have, and none has both.
        orders.addPlaces("even", IntStream.range(0, 1_500).map(n -> 2 * n).boxed().toList());
        orders.addPlaces("odd", IntStream.range(0, 1_500).map(n -> 2 * n + 1).boxed().toList());
        changed = orders.placeWithHistory("c-changed", 120);
    }

    /** As the service folds them. */
    private static List<String> folded(List<String> words) {
        return words.stream()
                .map(SearchWords::parse)
                .map(parsed -> parsed.words().iterator().next())
                .toList();
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void the_function_knows_which_generation_serves() {
        get("/orders/" + changed.value(), "").to(function);
        meter.take();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_search_by_words_spends_at_most_150_units_and_its_walk_finds_each_order_once(int size) {
        for (String q : List.of(CITY, NAME, NAMES.get(3) + " " + CITY)) {
            for (String order : List.of("asc", "desc")) {
                String query = "q=" + encoded(q) + "&page_size=" + size + "&sort_order=" + order;
                List<String> walked = walk(query, size == 1 ? 8 : PAGES_MAX);
                assertThat(walked).doesNotHaveDuplicates();
                if (size > 1) {
                    assertThat(walked).hasSize(ORDERS);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_search_by_amount_spends_at_most_150_units_and_its_walk_ends_at_the_bound(int size) {
        String query = "q=" + encoded(CITY) + "&sort_by=total_amount&page_size=" + size;

        String first = search(query);
        assertThat(first).contains("\"total_relation\":\"gte\"");
        List<String> walked = walk(query, size == 1 ? 3 : PAGES_MAX);
        assertThat(walked).doesNotHaveDuplicates().hasSizeLessThan(ORDERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_search_for_words_that_no_order_has_together_spends_at_most_150_units(int size) {
        for (String order : List.of("asc", "desc")) {
            assertThat(walk("q=even+odd&page_size=" + size + "&sort_order=" + order, PAGES_MAX))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_search_of_a_customer_spends_at_most_150_units_and_its_walk_finds_each_order_once(
            int size) {
        String words = "customer_id=" + CUSTOMER + "&q=" + encoded(CITY) + "&page_size=" + size;
        List<String> walked = walk(words, size == 1 ? 8 : PAGES_MAX);
        assertThat(walked).doesNotHaveDuplicates();
        if (size > 1) {
            assertThat(walked).hasSize(ORDERS);
        }

        String none = "customer_id=" + CUSTOMER + "&q=ulm&page_size=" + size;
        assertThat(search(none)).contains("\"items\":[]", "\"total_relation\":\"gte\"");
        assertThat(walk(none, PAGES_MAX)).isEmpty();

        String rows = "customer_id=" + LISTED + "&status=shipped&page_size=" + size;
        String first = search(rows);
        assertThat(first).contains("\"total_relation\":\"gte\"");
        if (size == 100) {
            assertThat(walk(rows, PAGES_MAX)).doesNotHaveDuplicates().hasSize(ROWS);
        }
    }

    @Test
    void a_page_far_behind_the_bound_is_empty_and_leads_on() {
        String last = search("q=" + encoded(CITY) + "&page=10&page_size=100");

        assertThat(last).contains("\"items\":[]", "\"total_relation\":\"gte\"");
        String on = search("q=" + encoded(CITY) + "&page_size=100&cursor=" + cursor(last));
        assertThat(ORDER_ID.matcher(on).results()).isNotEmpty();
    }

    @Test
    void a_search_by_order_ids_reads_each_of_them_once() {
        String five = PLACED.stream().limit(5).map(OrderId::value).collect(Collectors.joining("+"));

        assertThat(search("q=" + five)).contains("\"total\":0");
        assertThat(search("q=" + PLACED.getFirst().value())).contains("\"total\":1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_search_that_waits_for_an_order_that_is_there_spends_at_most_150_units(int size) {
        String wait =
                "&expected_version=2&stream_id=Order-"
                        + PLACED.getLast().value()
                        + "&page_size="
                        + size;

        assertThat(search("q=" + encoded(CITY) + wait)).contains(PLACED.getLast().value());
        assertThat(search("q=" + encoded(CITY) + "&customer_id=" + CUSTOMER + wait))
                .contains(PLACED.getLast().value());
    }

    @Test
    void a_lookup_of_the_largest_order_takes_two_units() {
        assertThat(units("/orders/" + PLACED.getFirst().value(), "")).isLessThanOrEqualTo(2);
    }

    @Test
    void the_last_page_of_a_list_that_pages_reach_takes_as_much_as_all_its_rows() {
        for (String query :
                List.of("page=10&page_size=100", "page=1000&page_size=1&status=shipped")) {
            assertThat(units("/customers/" + LISTED + "/orders", query))
                    .as(query)
                    .isLessThanOrEqualTo(MOST_OF_A_LIST);
        }
        assertThat(units("/customers/" + LISTED + "/orders", "page_size=100"))
                .isLessThanOrEqualTo(MOST_OF_A_LIST / 10 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void a_page_of_a_history_takes_at_most_so_many_units(int size) {
        String path = "/orders/" + changed.value() + "/history";
        String cursor = null;
        int entries = 0;
        do {
            String query = "page_size=" + size + (cursor == null ? "" : "&cursor=" + cursor);
            APIGatewayV2HTTPResponse answer = get(path, query).to(function);
            assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
            assertThat(meter.take().units().reads()).isLessThanOrEqualTo(MOST_OF_A_HISTORY);
            entries +=
                    (int)
                            Pattern.compile("\"occurred_at\"")
                                    .matcher(answer.getBody())
                                    .results()
                                    .count();
            cursor = cursor(answer.getBody());
        } while (cursor != null);
        assertThat(entries).isEqualTo(OrderCommand.LINES_MAX + 120);
    }

    /** As it is documented; not the constant, which could be raised without a test that fails. */
    private static final double MOST_OF_A_SEARCH = 150;

    /** 1,000 rows of some 1,350 bytes, the total, and one row more. */
    private static final double MOST_OF_A_LIST = 170;

    /** The view, the commit that created the order, and 99 changes. */
    private static final double MOST_OF_A_HISTORY = 20;

    /** The ids of all that a walk shows, each page of which spends what a search may spend. */
    private static List<String> walk(String query, int pagesMax) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        Set<String> cursors = new HashSet<>();
        for (int page = 0; page < pagesMax; page++) {
            String body = search(query + (cursor == null ? "" : "&cursor=" + cursor));
            ORDER_ID.matcher(body).results().map(found -> found.group(1)).forEach(ids::add);
            cursor = cursor(body);
            if (cursor == null) {
                break;
            }
            assertThat(cursors.add(cursor)).as("a walk gets on").isTrue();
        }
        return ids;
    }

    private static String search(String query) {
        APIGatewayV2HTTPResponse answer = get("/orders/search", query).to(function);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        UnitMeter.Taken taken = meter.take();
        assertThat(taken.units().reads())
                .as("%s: %s", query, taken.operations())
                .isLessThanOrEqualTo(MOST_OF_A_SEARCH);
        return answer.getBody();
    }

    private static double units(String path, String query) {
        APIGatewayV2HTTPResponse answer = get(path, query).to(function);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        return meter.take().units().reads();
    }

    private static @Nullable String cursor(String body) {
        return CURSOR.matcher(body)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElse(null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
