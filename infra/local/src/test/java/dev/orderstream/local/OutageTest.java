package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import dev.orderstream.http.Scope;
import dev.orderstream.local.AccessMatrix.Caller;
import dev.orderstream.local.AccessMatrix.Line;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Together;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every route answers while DynamoDB is not itself, over HTTP, and that all goes on when it is
 * again. In each build calls have a second or two; with {@code -Pfull} as long as deployed ones.
 */
class OutageTest {

    private static final Map<String, Object> BUDGETS =
            Boolean.getBoolean(Seeds.FULL)
                    ? Map.of()
                    : Map.of("command.budget", "1s", "call.budget", "2s");

    /** Most of the time that a call has is gone after a few reads that are answered so late. */
    private static final Duration LATE =
            Duration.ofMillis(Boolean.getBoolean(Seeds.FULL) ? 2_500 : 400);

    private static final Weather WEATHER = new Weather(new Random(1), FaultPlan.Kind.DOWN.rates());
    private static LogLines log;
    private static ApiClient client;
    private static LocalSystem system;

    /** A call with all that it sends; {@code key} makes a repeat the same command. */
    private record Call(Line line, Things things, String key) {

        HttpResponse<String> send() {
            SampleCall sent = SampleCall.of(line.call());
            return OutageTest.send(
                    line.method(),
                    things.in(line.template() + sent.query()),
                    sent.body() == null ? null : things.in(sent.body()),
                    isCommand() ? key : null,
                    sent.ifMatch());
        }

        boolean isCommand() {
            return isOf(route -> route.target() == Route.Target.COMMAND);
        }

        /** Where the first try may have started one, all the same. */
        boolean startsAnOperation() {
            return line.template().startsWith("/projections/");
        }

        boolean needsDynamoDb() {
            return isOf(route -> route.scope() != Scope.NONE);
        }

        private boolean isOf(Predicate<Route> what) {
            return Routes.TABLE.routes().stream()
                    .filter(what)
                    .map(Route::key)
                    .anyMatch(line.route()::equals);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        system = LocalSystem.start(RunSettings.PLAIN.withWeather(WEATHER).withProperties(BUDGETS));
        log = new LogLines();
        client = new ApiClient(system.uri());
    }

    @AfterAll
    static void stop() {
        log.close();
        system.close();
        client.close();
        assertThat(log.all())
                .as("the log of the outages")
                .anyMatch(line -> line.contains("\"code\":\"unavailable\""))
                .noneMatch(line -> line.contains("Main Street") || line.contains("Berlin"));
    }

    @AfterEach
    void clearUp() {
        WEATHER.calm();
    }

    @ParameterizedTest
    @EnumSource(FaultPlan.Kind.class)
    void every_route_answers_503_in_time_and_works_again_afterwards_once(FaultPlan.Kind fault) {
        // given
        List<Call> calls =
                AccessMatrix.lines().stream()
                        .map(line -> new Call(line, things(line), UUID.randomUUID().toString()))
                        .toList();
        // when
        WEATHER.stormy(fault.rates());
        List<HttpResponse<String>> answers = all(calls);
        // then
        for (int i = 0; i < calls.size(); i++) {
            assertAnswer(calls.get(i), answers.get(i));
        }
        // when
        WEATHER.calm();
        List<HttpResponse<String>> repeats = all(calls);
        // then
        for (int i = 0; i < calls.size(); i++) {
            int expected = calls.get(i).line.expected().get(Caller.ADMIN);
            assertThat(repeats.get(i).statusCode())
                    .as("%s: %s", calls.get(i).line.call(), repeats.get(i).body())
                    .isIn(expected, calls.get(i).startsAnOperation() ? 409 : expected);
            assertDoneOnce(calls.get(i));
        }
    }

    @Test
    void a_query_of_many_slow_reads_ends_with_its_time_and_not_with_the_last_of_them() {
        // given an order that is found by ten words, and reads that are each answered, though late
        Things things = Things.fresh();
        String words = "one two three four five six seven eight nine ten";
        String name = "{\"name\": \"%s\"}".formatted(words);
        send("PUT", things.in("/customers/{customer_id}"), name, null, null);
        String order = ordered(things).in("/orders/{order_id}");
        String search = "/orders/search?q=" + words.replace(" ", "%20");
        // when
        WEATHER.stormy(FaultRates.late(LATE));
        HttpResponse<String> one = send("GET", order, null, null, null);
        HttpResponse<String> many = send("GET", search, null, null, null);
        // then
        assertThat(one.statusCode()).as(one.body()).isEqualTo(200);
        assertUnavailable(many);
        // when
        WEATHER.calm();
        // then
        assertThat(send("GET", search, null, null, null).body()).contains("\"total\":1,");
    }

    @Test
    void a_wait_for_what_is_never_to_come_is_over_in_time_though_reads_are_slow() {
        Things things = ordered(Things.fresh());
        String list =
                things.in("/customers/{customer_id}/orders?expected_version=9&timeout=20")
                        + things.in("&stream_id=Order-{order_id}");

        WEATHER.stormy(FaultRates.late(LATE));

        HttpResponse<String> answer = send("GET", list, null, null, null);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        assertThat(answer.body()).contains(answer.statusCode() == 503 ? "Ask again" : "_warning");
    }

    private static List<HttpResponse<String>> all(List<Call> calls) {
        return Together.run(calls.size(), n -> calls.get(n)::send);
    }

    /** An order that is there, and projected; for each call one of its own. */
    private static Things things(Line line) {
        Things things = Things.fresh();
        OperationCalls operations =
                new OperationCalls((method, path) -> send(method, path, null, null, null));
        if (line.template().startsWith("/projections/")) {
            operations.ended(line.template());
        }
        if (line.template().startsWith("/operations/")) {
            return things.withOperation(operations.aborted());
        }
        boolean query = line.method().equals("GET");
        if (query && line.template().endsWith("/stock")) {
            put(things, "/products/{product_id}/stock");
        }
        if (query && line.template().endsWith("{customer_id}")) {
            put(things, "/customers/{customer_id}");
        }
        if (line.template().endsWith("/adjustments")) {
            put(things, "/products/{product_id}/stock");
        }
        boolean order =
                line.template().contains("{order_id}") || line.template().contains("search");
        return order ? ordered(things) : things;
    }

    private static void put(Things things, String template) {
        String body = SampleCall.of("PUT " + template).body();
        assertThat(send("PUT", things.in(template), body, null, null).statusCode()).isEqualTo(201);
        awaited(things.in(template), 1);
    }

    private static Things ordered(Things things) {
        String order = SampleCall.ORDER.formatted(things.owner());
        Things created = things.withOrder(send("POST", "/orders", order, null, null).body());
        awaited(created.in("/orders/{order_id}"), 1);
        return created;
    }

    private static void awaited(String path, int version) {
        String wait = "%s?expected_version=%d&timeout=20".formatted(path, version);
        HttpResponse<String> found = send("GET", wait, null, null, null);
        for (int n = 0; n < 20 && !isThere(found, version); n++) {
            // A wait has no more time than any call, which is short here.
            found = send("GET", wait, null, null, null);
        }
        assertThat(isThere(found, version)).as("%s: %s", wait, found.body()).isTrue();
    }

    private static boolean isThere(HttpResponse<String> found, int version) {
        return found.statusCode() == 200 && found.body().contains("\"version\":" + version);
    }

    private static void assertAnswer(Call call, HttpResponse<String> answer) {
        if (!call.needsDynamoDb()) {
            assertThat(answer.statusCode()).as(call.line.call()).isEqualTo(200);
            return;
        }
        assertUnavailable(answer);
        if (call.isCommand()) {
            assertThat(answer.body()).containsPattern("\"outcome\":\"(unknown|not_stored)\"");
        } else {
            assertThat(answer.body()).doesNotContain("outcome");
        }
    }

    /** By the function itself: the gateway's own answer would mean that its 30 s were over. */
    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"unavailable\"")
                .containsPattern("Ask again in a moment|Repeat the command in a moment");
    }

    /** Whatever came of the first try: the views show it, and just one of it. */
    private static void assertDoneOnce(Call call) {
        String template = call.line.template();
        Things things = call.things;
        if (!call.isCommand()) {
            return;
        }
        if (template.startsWith("/orders/")) {
            awaited(things.in("/orders/{order_id}"), 2);
        } else if (template.equals("/orders")) {
            String id = things.withOrder(call.send().body()).order();
            awaited("/orders/" + id, 1);
            String list = things.in("/customers/{customer_id}/orders");
            assertThat(send("GET", list, null, null, null).body()).contains("\"total\":1,");
        } else if (template.endsWith("/adjustments")) {
            String stock = things.in("/products/{product_id}/stock");
            awaited(stock, 2);
            assertThat(send("GET", stock, null, null, null).body()).contains("\"available\":4,");
        } else {
            awaited(things.in(template), 1);
        }
    }

    private static HttpResponse<String> send(
            String method,
            String path,
            @Nullable String body,
            @Nullable String key,
            @Nullable String ifMatch) {
        return client.send(
                method,
                path,
                body,
                Map.of(
                        "Idempotency-Key",
                        Objects.requireNonNullElse(key, ""),
                        "If-Match",
                        Objects.requireNonNullElse(ifMatch, "")));
    }
}
