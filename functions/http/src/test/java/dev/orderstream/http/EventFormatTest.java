package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventFormatTest {

    @Test
    void a_request_of_an_HTTP_API_is_read() {
        assertThat(EventFormat.fault(Samples.api("get-order"))).isEmpty();
    }

    @Test
    void an_empty_event_is_refused() {
        assertThat(EventFormat.fault(new APIGatewayV2HTTPEvent()))
                .contains("version: expected 2.0, got none");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void what_is_missing_is_named(String fault, Consumer<APIGatewayV2HTTPEvent> damage) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        damage.accept(event);

        assertThat(EventFormat.fault(event)).contains(fault);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("version: expected 2.0, got none", event -> event.setVersion(null)),
                damage("version: expected 2.0, got 1.0", event -> event.setVersion("1.0")),
                damage(
                        "version: expected 2.0, got another text",
                        event -> event.setVersion("2.0\nforged")),
                damage("requestContext is missing", event -> event.setRequestContext(null)),
                damage(
                        "requestContext.http is missing",
                        event -> event.getRequestContext().setHttp(null)),
                damage(
                        "requestContext.http.method is missing",
                        event -> event.getRequestContext().getHttp().setMethod(" ")),
                damage(
                        "rawPath: expected a path that starts with a slash",
                        event -> event.setRawPath(null)),
                damage(
                        "rawPath: expected a path that starts with a slash",
                        event -> event.setRawPath("orders")));
    }

    private static Arguments damage(String fault, Consumer<APIGatewayV2HTTPEvent> damage) {
        return Arguments.of(fault, damage);
    }
}
