package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in {@code events/samples} for {@code sam local invoke}, beside the route table. */
class SamplesTest {

    @ParameterizedTest
    @MethodSource("routes")
    void every_route_has_a_sample(String key) {
        assertThat(Samples.names("api"))
                .extracting(name -> route(Samples.api(name)))
                .as("routes of the samples")
                .contains(key);
    }

    static List<String> routes() {
        return Routes.TABLE.routes().stream().map(Route::key).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_sample_names_the_route_that_its_path_means(String name) {
        APIGatewayV2HTTPEvent event = Samples.api(name);

        String route = route(event);

        assertThat(event.getRequestContext().getRouteKey()).isEqualTo(event.getRouteKey());
        assertThat(event.getRequestContext().getHttp().getPath()).isEqualTo(event.getRawPath());
        assertThat(event.getRouteKey().replace(" " + Routes.PREFIX, " ")).isEqualTo(route);
    }

    static List<String> names() {
        return Samples.names("api");
    }

    /** What the route table makes of an event's method and path. */
    private static String route(APIGatewayV2HTTPEvent event) {
        String path = RequestPath.of(event, event.getRawPath()).own();
        String method = event.getRequestContext().getHttp().getMethod();
        return Routes.TABLE.find(method, path) instanceof RouteTable.Match.Found found
                ? found.route().key()
                : "$default";
    }

    @Test
    void a_base_path_and_a_named_stage_have_samples() {
        assertThat(Samples.names("api"))
                .extracting(name -> {
                    APIGatewayV2HTTPEvent event = Samples.api(name);
                    return RequestPath.of(event, event.getRawPath()).prefix();
                })
                .contains("/shop/v2", "/shop/api/v1", "/prod");
    }

    @Test
    void every_case_that_a_stream_brings_has_a_sample() {
        assertThat(Samples.names("stream"))
                .contains("insert", "duplicate", "out-of-order", "poison")
                .allSatisfy(name -> assertThat(Samples.stream(name).getRecords()).isNotEmpty());
    }
}
