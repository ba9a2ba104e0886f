package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Together;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealTime(reason = "Starts, kills and stops ./run as a process.", minutesMax = 20)
class EndToEndTest {

    private static final String ADDRESS =
            "{\"line1\": \"1 Main Street\", \"city\": \"Berlin\", \"country\": \"DE\"}";

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
                system.send("POST", "/api/v1/orders", order("c-walk", line("sku-1", 2, "12.60")));
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
        String first = id(system.send("POST", "/orders", order("c-list", line("p", 1, "1"))));
        String second = id(system.send("POST", "/orders", order("c-list", line("p", 1, "1"))));
        system.send("DELETE", "/orders/" + first + "?reason=no%2C%20thanks");

        String list = "/customers/c-list/orders?expected_version=%d&stream_id=Order-%s";
        assertThat(system.get(list.formatted(1, second)).body()).contains(second);
        assertThat(system.get(list.formatted(2, first) + "&status=cancelled").body())
                .contains(first, "\"total\":1")
                .doesNotContain(second, "_warning");
        assertThat(read(first, 2)).contains("\"cancel_reason\":\"no, thanks\"");
    }

    @Test
    void a_counted_product_is_sold_to_its_last_piece_and_given_back_once() {
        count("few", 10);
        assertAvailable("few", 10, 1);

        String order = order("c-many", pieces("few", 1));
        List<HttpResponse<String>> answers =
                Together.run(24, n -> () -> system.send("POST", "/orders", order, "few-" + n));
        List<Integer> buyers =
                IntStream.range(0, answers.size())
                        .filter(n -> answers.get(n).statusCode() == 201)
                        .boxed()
                        .toList();
        assertThat(buyers).hasSize(10);
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> assertProblem(answer, 409, "insufficient-inventory"));
        assertAvailable("few", 0, 11);

        for (int buyer : buyers) {
            HttpResponse<String> again = system.send("POST", "/orders", order, "few-" + buyer);
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(answers.get(buyer).body());
            assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        }

        String first = id(answers.get(buyers.getFirst()));
        assertThat(Together.run(8, n -> () -> system.send("DELETE", "/orders/" + first)))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        assertAvailable("few", 1, 12);
    }

    @Test
    void an_order_of_several_products_takes_all_of_them_or_nothing() {
        count("left", 25);
        count("right", 25);

        assertThat(
                        Together.run(
                                16,
                                n ->
                                        () ->
                                                n % 2 == 0
                                                        ? buy(
                                                                "c-both",
                                                                pieces("left", 1),
                                                                pieces("right", 1))
                                                        : buy(
                                                                "c-both",
                                                                pieces("right", 1),
                                                                pieces("left", 1))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(201);
        HttpResponse<String> tooMuch = buy("c-both", pieces("left", 1), pieces("right", 10));
        assertProblem(tooMuch, 409, "insufficient-inventory");
        // The lines of one product count together.
        HttpResponse<String> twice = buy("c-both", pieces("right", 5), pieces("right", 5));
        assertProblem(twice, 409, "insufficient-inventory");
        assertThat(buy("c-both", pieces("right", 4), pieces("right", 5)).statusCode())
                .isEqualTo(201);

        assertAvailable("left", 9, 17);
        assertAvailable("right", 0, 18);
    }

    @Test
    void a_line_from_before_the_first_count_gives_nothing_back() {
        String order = id(buy("c-early", pieces("late", 100), pieces("never", 1)));
        count("late", 5);
        system.send("POST", "/orders/" + order + "/items", pieces("late", 3));
        assertAvailable("late", 2, 2);

        assertThat(system.send("DELETE", "/orders/" + order + "/items/1").statusCode())
                .isEqualTo(200);
        assertThat(system.send("DELETE", "/orders/" + order).statusCode()).isEqualTo(200);

        assertAvailable("late", 5, 3);
    }

    @Test
    void an_order_has_its_customers_name_and_counts_as_spent_once_it_is_shipped() {
        String customer = "/customers/c-named";
        assertThat(system.send("PUT", customer, "{\"name\": \"Ada Müller\"}").statusCode())
                .isEqualTo(201);
        String euros = id(buy("c-named", line("p", 2, "12.60")));
        String yen =
                id(
                        system.send(
                                "POST",
                                "/orders",
                                order("c-named", line("p", 3, "100"))
                                        .replaceFirst("\\{", "{\"currency\": \"JPY\", ")));
        buy("c-named", line("p", 1, "5"));

        for (String order : List.of(euros, yen)) {
            system.send("PUT", "/orders/" + order + "/status", "{\"status\": \"shipped\"}");
            assertThat(read(order, 2)).contains("\"customer_name\":\"Ada Müller\"");
        }

        assertThat(system.get(customer + "?expected_version=1").body())
                .contains(
                        "\"name\":\"Ada Müller\"",
                        "\"shipped\":2",
                        "{\"currency\":\"EUR\",\"amount\":25.20}",
                        "{\"currency\":\"JPY\",\"amount\":300}");
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
                Thread.onSpinWait();
            }
            killed.kill();
            load.forEach(CompletableFuture::join);
        }
        assertThat(children).isNotEmpty();
        for (ProcessHandle child : children) {
            child.onExit().get();
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
                child.onExit().get();
            }
        }
    }

    /** Until the system is gone. */
    private static void post(RunningSystem system, Queue<String> answered) {
        try {
            while (true) {
                HttpResponse<String> answer =
                        system.send("POST", "/orders", order("c-kill", line("p", 1, "1")));
                if (answer.statusCode() == 201) {
                    answered.add(id(answer));
                }
            }
        } catch (UncheckedIOException gone) {
            // That is what this test is about.
        }
    }

    private static String read(String id, int version) {
        HttpResponse<String> answer =
                system.get("/orders/" + id + "?timeout=20&expected_version=" + version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("_warning");
        return answer.body();
    }

    private static HttpResponse<String> buy(String customer, String... lines) {
        return system.send("POST", "/orders", order(customer, lines));
    }

    private static String order(String customer, String... lines) {
        return """
        {"customer_id": "%s", "shipping_address": %s, "items": [%s]}\
        """
                .formatted(customer, ADDRESS, String.join(", ", lines));
    }

    private static String line(String product, int quantity, String price) {
        return """
        {"product_id": "%s", "quantity": %d, "unit_price": "%s"}\
        """
                .formatted(product, quantity, price);
    }

    private static String pieces(String product, int quantity) {
        return line(product, quantity, "1");
    }

    private static void count(String product, int pieces) {
        HttpResponse<String> counted =
                system.send("PUT", stock(product), "{\"available\": %d}".formatted(pieces));
        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(201);
    }

    private static void assertAvailable(String product, int pieces, int version) {
        HttpResponse<String> found = system.get(stock(product) + "?expected_version=" + version);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body())
                .contains("\"available\":%d,".formatted(pieces), "\"version\":" + version)
                .doesNotContain("_warning");
    }

    private static String stock(String product) {
        return "/products/" + product + "/stock";
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
