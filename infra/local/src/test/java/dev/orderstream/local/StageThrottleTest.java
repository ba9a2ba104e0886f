package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.testkit.FakeTicker;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageThrottleTest {

    private final FakeTicker ticker = new FakeTicker();

    @Test
    void a_burst_passes_and_then_what_the_rate_allows() {
        StageThrottle throttle = new StageThrottle(10, 5, ticker);

        assertThat(taken(throttle, 20)).isEqualTo(5);
        ticker.advance(Duration.ofMillis(99));
        assertThat(taken(throttle, 20)).isZero();
        ticker.advance(Duration.ofMillis(1));
        assertThat(taken(throttle, 20)).isEqualTo(1);
        ticker.advance(Duration.ofMillis(250));
        assertThat(taken(throttle, 20)).isEqualTo(2);
        ticker.advance(Duration.ofMillis(50));
        assertThat(taken(throttle, 20)).isEqualTo(1);
    }

    @Test
    void a_quiet_time_fills_the_bucket_and_no_more() {
        StageThrottle throttle = new StageThrottle(1_000, 7, ticker);
        taken(throttle, 7);

        ticker.advance(Duration.ofDays(1));

        assertThat(taken(throttle, 100)).isEqualTo(7);
    }

    @Test
    void nothing_a_second_is_no_rate() {
        assertThatThrownBy(() -> new StageThrottle(0, 1, ticker))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_too_much_is_429_before_a_token_is_looked_at_and_no_function_sees_it()
            throws Exception {
        RecordingFunction function = new RecordingFunction();
        StageThrottle throttle = new StageThrottle(1, 2, ticker);
        try (HttpGateway gateway =
                        HttpGateway.start(
                                0,
                                function,
                                new Gatekeeper(Optional.empty(), Optional.of(throttle)),
                                HttpGateway.Limits.AS_ON_AWS);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(gateway.uri().resolve("/orders/x")).build();
            client.send(request, BodyHandlers.ofString());
            client.send(request, BodyHandlers.ofString());

            HttpResponse<String> third = client.send(request, BodyHandlers.ofString());
            ticker.advance(Duration.ofSeconds(1));
            HttpResponse<String> fourth = client.send(request, BodyHandlers.ofString());

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(third.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(third.body()).contains("\"code\":\"throttled\"", "\"status\":429");
            assertThat(fourth.statusCode()).isEqualTo(200);
            assertThat(function.events()).hasSize(3);
        }
    }

    private static long taken(StageThrottle throttle, int tries) {
        return IntStream.range(0, tries).filter(n -> throttle.tryTake()).count();
    }
}
