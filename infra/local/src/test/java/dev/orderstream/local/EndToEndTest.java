package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndTest {

    private static final String ADDRESS =
            "{\"line1\": \"1 Main Street\", \"city\": \"Berlin\", \"country\": \"DE\"}";
    private static final int CHILD_END_SECONDS_MAX = 10;

    private static RunningSystem system;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void an_order_goes_from_post_to_get_and_through_its_life() {
        HttpResponse<String> created =
                system.send("POST", "/api/v1/orders", order("c-walk", "sku-1", 2, "12.60"));
        String id = id(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/orders/" + id);
        assertThat(created.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(created.body()).contains("\"status\":\"pending\"", "\"version\":1");
        assertThat(read(id, 1)).contains("\"total_amount\":25.20", "\"customer_name\":null");

        String items = "/orders/" + id + "/items";
        assertThat(
                        system.send(
                                        "POST",
                                        items,
                                        "{\"product_id\": \"sku-2\", \"quantity\": 1, \"unit_price\": 1000}")
                                .body())
                .contains("\"status\":\"item_added\",\"line\":2", "\"version\":2");
        assertThat(
                        system.send("POST", items + "?product_id=sku-3&quantity=3&unit_price=0.10")
                                .body())
                .contains("\"line\":3", "\"version\":3");
        assertThat(system.send("DELETE", items + "/1").body())
                .contains("\"status\":\"item_removed\",\"line\":1", "\"version\":4");
        assertThat(read(id, 4)).contains("\"total_amount\":1000.30", "\"item_count\":2");

        String status = "/orders/" + id + "/status";
        assertThat(system.send("PUT", status, "{\"status\": \"shipped\"}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> tooLate = system.send("DELETE", "/orders/" + id);
        assertThat(tooLate.statusCode()).isEqualTo(409);
        assertThat(tooLate.body()).contains("\"code\":\"invalid-transition\"");
        assertThat(system.send("PUT", status, "{\"status\": \"delivered\"}").body())
                .contains("\"status\":\"delivered\"", "\"version\":6");
        assertThat(read(id, 6)).contains("\"status\":\"delivered\"");

        assertThat(types(system.get("/orders/" + id + "/history").body()))
                .containsExactly(
                        "OrderCreated",
                        "OrderItemAdded",
                        "OrderItemAdded",
                        "OrderItemAdded",
                        "OrderItemRemoved",
                        "OrderShipped",
                        "OrderDelivered");
    }

    @Test
    void a_list_that_waits_for_a_write_has_it() {
        String first = id(system.send("POST", "/orders", order("c-list", "p", 1, "1")));
        String second = id(system.send("POST", "/orders", order("c-list", "p", 1, "1")));
        system.send("DELETE", "/orders/" + first + "?reason=no%2C%20thanks");

        String list = "/customers/c-list/orders?expected_version=%d&stream_id=Order-%s";
        assertThat(system.get(list.formatted(1, second)).body()).contains(second);
        assertThat(system.get(list.formatted(2, first) + "&status=cancelled").body())
                .contains(first, "\"total\":1")
                .doesNotContain(second, "_warning");
        assertThat(read(first, 2)).contains("\"cancel_reason\":\"no, thanks\"");
    }

    @Test
    void wrong_requests_are_problems_and_write_nothing() {
        assertProblem(system.get("/orders/unknown"), 404, "order-not-found");
        assertProblem(system.send("POST", "/orders", "{}"), 422, "validation-failed");
        assertProblem(system.send("POST", "/orders", "{"), 400, "malformed-request");
        assertProblem(system.send("PATCH", "/orders", "{}"), 405, "method-not-allowed");
        assertProblem(system.get("/nothing/here"), 404, "not-found");
        assertProblem(system.get("/orders/a%20b%25?x=1"), 400, "invalid-parameter");
    }

    @Test
    void every_answered_order_survives_a_kill_in_mid_load_and_no_child_stays_behind(
            @TempDir Path data) throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        List<ProcessHandle> children;
        try (RunningSystem killed = RunningSystem.start("--data", data.toString())) {
            children = killed.children();
            List<CompletableFuture<Void>> load =
                    IntStream.range(0, 4)
                            .mapToObj(n -> CompletableFuture.runAsync(() -> post(killed, answered)))
                            .toList();
            while (answered.size() < 100) {
                Thread.sleep(5);
            }
            killed.kill();
            load.forEach(CompletableFuture::join);
        }
        assertThat(children).isNotEmpty();
        for (ProcessHandle child : children) {
            child.onExit().get(CHILD_END_SECONDS_MAX, TimeUnit.SECONDS);
        }

        try (RunningSystem again = RunningSystem.start("--data", data.toString())) {
            assertThat(answered)
                    .allSatisfy(id ->
                            assertThat(
                                            again.get(
                                                            "/orders/"
                                                                    + id
                                                                    + "?expected_version=1&timeout=20")
                                                    .body())
                                    .contains(id)
                                    .doesNotContain("_warning"));
            assertThat(total(again.get("/customers/c-kill/orders").body()))
                    .isGreaterThanOrEqualTo(answered.size());
        }
    }

    @Test
    void it_stops_in_order_when_it_is_told_to() throws Exception {
        try (RunningSystem stopped = RunningSystem.start()) {
            stopped.stop();

            for (ProcessHandle child : stopped.children()) {
                child.onExit().get(CHILD_END_SECONDS_MAX, TimeUnit.SECONDS);
            }
        }
    }

    /** Until the system is gone. */
    private static void post(RunningSystem system, Queue<String> answered) {
        try {
            while (true) {
                HttpResponse<String> answer =
                        system.send("POST", "/orders", order("c-kill", "p", 1, "1"));
                if (answer.statusCode() == 201) {
                    answered.add(id(answer));
                }
            }
        } catch (UncheckedIOException gone) {
            // That is what this test is about.
        }
    }

    private static String read(String id, int version) {
        HttpResponse<String> answer = system.get("/orders/" + id + "?expected_version=" + version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("_warning");
        return answer.body();
    }

    private static String order(String customer, String product, int quantity, String price) {
        return """
        {"customer_id": "%s", "shipping_address": %s,
         "items": [{"product_id": "%s", "quantity": %d, "unit_price": "%s"}]}\
        """
                .formatted(customer, ADDRESS, product, quantity, price);
    }

    private static String id(HttpResponse<String> answer) {
        return first("\"order_id\":\"([^\"]+)\"", answer.body());
    }

    private static long total(String list) {
        return Long.parseLong(first("\"total\":([0-9]+)", list));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static List<String> types(String history) {
        return Pattern.compile("\"type\":\"([^\"]+)\"")
                .matcher(history)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
