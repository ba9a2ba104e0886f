package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.runtime.FunctionContext;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLogTest {

    private static final String SECRET = "Ada\r\n{\"message\":\"forged\"}";

    private static HttpApiFunction function;

    private LogLines log;

    private static final class QueryStandIn extends HttpApiFunction {
        QueryStandIn(Map<String, Object> properties) {
            super(Route.Target.QUERY, FunctionContext.start("query", properties));
        }
    }

    @BeforeAll
    static void start() {
        function = new QueryStandIn(Map.of("auth.mode", "none", "aws.region", "eu-central-1"));
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void a_request_leaves_one_line_with_its_ids_its_route_and_what_came_of_it() {
        call(event -> {
            event.setRawPath("/api/v1/orders/" + Samples.ORDER_ID);
            header(event, "x-correlation-id", "cart-7");
        });

        assertThat(log.all())
                .singleElement()
                .asString()
                .contains(
                        "\"function\":\"query\"",
                        "\"request_id\":\"JKJaXmPLvHcESHA=\"",
                        "\"correlation_id\":\"cart-7\"",
                        "\"order_id\":\"" + Samples.ORDER_ID + "\"",
                        "\"method\":\"GET\"",
                        "\"route\":\"/orders/{order_id}\"",
                        "\"status\":200",
                        "\"duration_ms\":")
                .doesNotContain("\"code\"");
    }

    @Test
    void a_problem_is_named_and_a_failure_of_ours_has_a_line_more() {
        call(event -> event.setRawPath("/orders/runtime"));

        assertThat(log.ofRequests())
                .singleElement()
                .asString()
                .contains("\"code\":\"internal-error\"", "\"status\":500");
        assertThat(log.all())
                .hasSize(2)
                .allMatch(line -> line.contains("\"request_id\":\"JKJaXmPLvHcESHA=\""));
    }

    @Test
    void one_request_has_nothing_of_the_one_before() {
        call(event -> event.setRawPath("/orders/" + Samples.ORDER_ID));
        call(event -> event.setRawPath("/orders/runtime"));
        call(event -> event.setRawPath("/nowhere"));

        assertThat(log.ofRequests().getLast())
                .contains("\"code\":\"not-found\"", "\"route\":\"none\"", "\"status\":404")
                .doesNotContain("order_id", "internal-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "method", "query", "body", "header", "correlation"})
    void nothing_that_a_caller_sends_gets_into_a_line(String place) {
        call(event -> {
            switch (place) {
                case "path" -> event.setRawPath("/orders/" + SECRET);
                case "method" -> event.getRequestContext().getHttp().setMethod(SECRET);
                case "query" -> event.setRawQueryString("Ada=%41da");
                case "body" -> event.setBody("{\"name\": \"Ada\"}");
                case "header" -> header(event, "authorization", "Bearer " + SECRET);
                default -> header(event, "x-correlation-id", SECRET);
            }
        });

        assertThat(log.all())
                .singleElement()
                .asString()
                .doesNotContain("Ada", "forged")
                .startsWith("{")
                .endsWith("}");
    }

    private static APIGatewayV2HTTPResponse call(Consumer<APIGatewayV2HTTPEvent> change) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order", Samples.ORDER_ID);
        event.getRequestContext().setRequestId("JKJaXmPLvHcESHA=");
        change.accept(event);
        return function.handleRequest(event, null);
    }

    private static void header(APIGatewayV2HTTPEvent event, String name, String value) {
        Map<String, String> headers = new HashMap<>(event.getHeaders());
        headers.put(name, value);
        event.setHeaders(headers);
    }
}
