package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrimingCallsTest {

    @Test
    void every_route_is_called_ahead_of_a_snapshot() {
        List<String> called =
                Stream.of(Route.Target.values())
                        .flatMap(target -> PrimingCalls.of(target).stream())
                        .map(APIGatewayV2HTTPEvent::getRouteKey)
                        .distinct()
                        .toList();

        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(
                        Routes.TABLE.routes().stream().map(Route::key).toList());
    }
}
