package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.runtime.FunctionContext;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiFunctionTest {

    private static HttpApiFunction function;

    private static final class QueryStandIn extends HttpApiFunction {
        QueryStandIn(Map<String, Object> properties) {
            super(Route.Target.QUERY, FunctionContext.start("query", properties));
        }
    }

    @BeforeAll
    static void start() {
        function = new QueryStandIn(properties("none"));
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"runtime", "checked", "linkage", "overflow", "status", "bare", "nothing"})
    void no_failure_tells_the_caller_more_than_that_it_failed(String failure) {
        APIGatewayV2HTTPResponse answer = call("/orders/" + failure, "");

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(answer.getHeaders())
                .containsEntry("content-type", "application/problem+json")
                .containsKey("x-correlation-id");
        assertThat(answer.getBody())
                .contains("\"code\":\"internal-error\"", "\"instance\":\"/orders/" + failure + "\"")
                .doesNotContain(MisbehavingController.SECRET, "Exception", "Error\"", "java");
    }

    @Test
    void a_route_without_a_controller_is_our_fault_and_not_the_callers() {
        assertThat(call("/orders/x/history", "").getStatusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"version\": \"2.0\"}",
                "{\"version\": \"2.0\", \"requestContext\": {}, \"rawPath\": \"/health\"}",
                // payload format 1.0
                "{\"version\": \"1.0\", \"resource\": \"/health\", \"path\": \"/health\","
                        + " \"httpMethod\": \"GET\", \"headers\": {\"x-correlation-id\": \"c-1\"},"
                        + " \"requestContext\": {\"requestId\": \"r-1\", \"httpMethod\": \"GET\"}}",
                // an Application Load Balancer
                "{\"requestContext\": {\"elb\": {\"targetGroupArn\": \"arn:aws:x\"}},"
                        + " \"httpMethod\": \"GET\", \"path\": \"/health\", \"headers\": {},"
                        + " \"body\": \"\", \"isBase64Encoded\": false}"
            })
    void an_event_that_is_no_request_of_an_HTTP_API_is_a_400_and_the_log_says_why(String json) {
        try (LogLines log = new LogLines()) {
            APIGatewayV2HTTPResponse answer = function.handleRequest(Samples.event(json), null);

            assertThat(answer.getStatusCode()).isEqualTo(400);
            assertThat(answer.getHeaders())
                    .containsEntry("content-type", "application/problem+json");
            assertThat(answer.getBody())
                    .contains("\"code\":\"malformed-request\"", "payload format 2.0");
            assertThat(log.all())
                    .anyMatch(line ->
                            line.contains("is not a request of an HTTP API")
                                    && line.contains("request_id"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", "100%", "%41", "a+b", "a;b", "{x}", "a|b", "ü", "a?b", "a#b", "..", "'\\"
            })
    void a_path_that_was_decoded_once_is_not_decoded_again(String segment) {
        assertThat(call("/orders/" + segment, "").getBody())
                .startsWith("{\"order_id\":\"" + segment.replace("\\", "\\\\") + "\"");
    }

    @Test
    void every_value_of_a_parameter_and_what_follows_a_comma_is_seen() {
        assertThat(call("/orders/x", "q=a%2Cb&q=c,d&q=&q=e+f").getBody())
                .contains("\"q\":\"a,b|c,d||e f\"");
    }

    @Test
    void the_prefix_that_the_caller_used_is_known_and_a_stage_belongs_to_it() {
        assertThat(call("/api/v1/orders/x", "").getBody()).contains("\"prefix\":\"/api/v1\"");

        APIGatewayV2HTTPEvent staged = event("/prod/api/v1/orders/x", "");
        staged.getRequestContext().setStage("prod");
        assertThat(function.handleRequest(staged, null).getBody())
                .contains("\"prefix\":\"/prod/api/v1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /orders/{order_id}, /shop/orders/x, /shop",
        "GET /orders/{order_id}, /shop/v2/orders/x, /shop/v2",
        "GET /api/v1/orders/{order_id}, /shop/api/v1/orders/x, /shop/api/v1",
        "HEAD /orders/{order_id}, /a b/orders/x, /a%20b",
        "GET /orders/{order_id}, /orders/orders/x, /orders"
    })
    void a_base_path_belongs_to_the_prefix(String key, String path, String prefix) {
        APIGatewayV2HTTPEvent mapped = event(path, "");
        mapped.setRouteKey(key);

        APIGatewayV2HTTPResponse answer = function.handleRequest(mapped, null);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .contains("\"prefix\":\"" + prefix + "\"", "\"order_id\":\"x\"");
    }

    /** The route key is what API Gateway has checked the token for. */
    @Test
    void without_the_key_of_a_route_no_base_path_leads_to_a_handler() {
        APIGatewayV2HTTPEvent unknown = event("/shop/orders/x", "");
        unknown.setRouteKey("$default");

        APIGatewayV2HTTPResponse answer = function.handleRequest(unknown, null);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(answer.getBody()).contains("\"instance\":\"/shop/orders/x\"");
    }

    @Test
    void a_route_of_another_function_is_not_found_here() {
        APIGatewayV2HTTPEvent create = Samples.api("create-order");

        assertThat(function.handleRequest(create, null).getStatusCode()).isEqualTo(404);
    }

    @Test
    void calls_at_once_do_not_get_into_each_others_way() {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<String>> answers =
                    IntStream.range(0, 2_000)
                            .mapToObj(n ->
                                    CompletableFuture.supplyAsync(
                                            () -> call("/orders/o-" + n, "q=" + n).getBody(),
                                            threads))
                            .toList();

            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).join())
                        .contains("\"order_id\":\"o-" + n + "\"", "\"q\":\"" + n + "\"");
            }
        }
    }

    @Test
    void a_call_under_way_is_answered_before_the_function_goes_and_none_is_taken_after()
            throws Exception {
        HttpApiFunction stopping = new QueryStandIn(properties("none"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<APIGatewayV2HTTPResponse> slow =
                    threads.submit(() -> stopping.handleRequest(event("/orders/slow", ""), null));
            MisbehavingController.SLOW_BEGAN.await();

            Thread closing = Thread.ofPlatform().start(stopping::close);
            boolean waits = untilItWaits(closing);
            APIGatewayV2HTTPResponse late = stopping.handleRequest(event("/orders/x", ""), null);
            assertThat(late.getStatusCode()).isEqualTo(503);
            assertThat(late.getHeaders()).containsEntry("retry-after", "1");
            MisbehavingController.SLOW_MAY_END.countDown();
            assertThat(waits).isTrue();

            assertThat(slow.get().getStatusCode()).isEqualTo(200);
            closing.join();
        }
    }

    @Test
    void an_auth_mode_that_is_none_of_the_two_does_not_start() {
        assertThatThrownBy(() -> new QueryStandIn(properties("off")))
                .hasMessageContaining("AUTH_MODE");
    }

    /** Without a clock: true once the thread waits for another one, false where it has ended. */
    private static boolean untilItWaits(Thread thread) {
        while (thread.getState() == Thread.State.NEW
                || thread.getState() == Thread.State.RUNNABLE
                || thread.getState() == Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        return thread.getState() != Thread.State.TERMINATED;
    }

    private static Map<String, Object> properties(String authMode) {
        return Map.of("auth.mode", authMode, "aws.region", "eu-central-1");
    }

    private static APIGatewayV2HTTPResponse call(String path, String query) {
        return function.handleRequest(event(path, query), null);
    }

    private static APIGatewayV2HTTPEvent event(String path, String query) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.setRawPath(path);
        event.setRawQueryString(query);
        return event;
    }
}
