package dev.orderstream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.http.CursorKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class SecretCursorKeysTest {

    private static final String ARN =
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:CursorKeys-abc";
    private static final String GENERATED = "A1b2".repeat(16);

    private final List<Map<String, String>> requests = new ArrayList<>();
    private final StepTicker ticker = new StepTicker();
    private HttpServer server;
    private SecretCursorKeys keys;
    private int status = 200;
    private String answer = "{\"Name\": \"CursorKeys\", \"SecretString\": \"" + GENERATED + "\"}";

    private static final class StepTicker implements Ticker {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            nanos += time.toNanos();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    Map<String, String> seen = new HashMap<>();
                    for (String name : List.of("X-Amz-Target", "Authorization", "Content-Type")) {
                        seen.put(name, exchange.getRequestHeaders().getFirst(name));
                    }
                    seen.put(
                            "body",
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    requests.add(seen);
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        keys =
                new SecretCursorKeys(
                        new SecretText(
                                ARN,
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("AKIA", "secret")),
                                () -> Region.EU_CENTRAL_1,
                                () -> Optional.of(uri)),
                        ticker);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_generated_secret_is_asked_for_by_one_signed_request_and_is_a_key() {
        assertThat(keys.get()).isEqualTo(CursorKeys.parse("0:" + GENERATED));

        assertThat(requests)
                .singleElement()
                .satisfies(request -> {
                    assertThat(request)
                            .containsEntry("X-Amz-Target", "secretsmanager.GetSecretValue")
                            .containsEntry("Content-Type", "application/x-amz-json-1.1")
                            .containsEntry("body", "{\"SecretId\":\"" + ARN + "\"}");
                    assertThat(request.get("Authorization"))
                            .startsWith("AWS4-HMAC-SHA256 Credential=AKIA/")
                            .contains("/eu-central-1/secretsmanager/aws4_request")
                            .contains("host");
                });
    }

    @Test
    void keys_that_replace_one_another_are_seen_within_five_minutes_and_not_asked_for_each_time() {
        keys.get();
        String two = "n:%s,0:%s".formatted("B".repeat(43), GENERATED);
        answer = "{\"SecretString\": \"" + two + "\"}";
        ticker.sleep(Duration.ofMinutes(5));
        assertThat(keys.get()).isEqualTo(CursorKeys.parse("0:" + GENERATED));

        ticker.sleep(Duration.ofMillis(1));

        assertThat(keys.get()).isEqualTo(CursorKeys.parse(two));
        assertThat(requests).hasSize(2);
    }

    @Test
    void an_outage_is_one_only_while_no_keys_are_known() {
        status = 500;
        assertThatThrownBy(keys::get).isInstanceOf(OutageException.class);

        status = 200;
        CursorKeys known = keys.get();
        status = 400;
        ticker.sleep(Duration.ofMinutes(6));

        assertThat(keys.get()).isEqualTo(known);
        assertThat(requests).hasSize(3);
    }

    @Test
    void what_is_no_key_is_said_without_the_secret() {
        answer = "{\"SecretString\": \"k:c2VjcmV0\"}";

        assertThatThrownBy(keys::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CURSOR_KEYS_SECRET")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void a_function_that_starts_asks_for_no_secret() {
        Map<String, Object> properties =
                Map.of(
                        "aws.region", "eu-central-1",
                        "aws.access-key-id", "AKIA",
                        "aws.secret-access-key", "secret",
                        "auth.mode", "none",
                        "cursor.keys.secret", ARN);

        try (QueryFunction function = new QueryFunction(properties)) {
            assertThat(function).isNotNull();
        }
    }
}
