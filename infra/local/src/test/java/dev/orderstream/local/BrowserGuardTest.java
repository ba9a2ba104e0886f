package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.Cors;
import dev.orderstream.local.auth.JwtAuthorizer;
import dev.orderstream.local.auth.KeySet;
import dev.orderstream.testkit.FakeTicker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach the gateway, sent as a browser and others would send them. */
class BrowserGuardTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private static final String SHOP = "https://shop.example";
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X");

    private final RecordingFunction function = new RecordingFunction();
    private HttpGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = gateway(Set.of());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpGateway gateway(Set<String> origins) throws IOException {
        return HttpGateway.start(
                0,
                function,
                Gatekeeper.open(),
                origins,
                HttpGateway.Limits.AS_ON_AWS,
                ApiMapping.ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "LOCALHOST:PORT",
                "[::1]:PORT",
                " 127.0.0.1:PORT "
            })
    void this_machine_is_served_by_each_of_its_names(String host) throws IOException {
        assertThat(send("GET /x HTTP/1.1\r\nHost: " + host + "\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1",
                "localhost",
                "localhost:80",
                "127.0.0.1:1PORT",
                "127.0.0.1:0PORT",
                "localhost.:PORT",
                "localhost.evil.example:PORT",
                "evil-localhost:PORT",
                "127.0.0.2:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "0.0.0.0:PORT",
                "[::]:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "[0:0:0:0:0:0:0:1]:PORT"
            })
    void another_host_is_misdirected_whatever_the_method_and_the_path(String host)
            throws IOException {
        for (String line : List.of("GET /x", "POST /orders/x", "OPTIONS /", "GET /%2F..")) {
            RawHttp.Answer answer = send(line + " HTTP/1.1\r\nHost: " + host + "\r\n");

            // The parser itself refuses a port beyond all ports.
            assertThat(answer.status()).as(answer.text()).isIn(421, 400);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"malformed-request\"");
        }
        assertThat(function.events()).isEmpty();
    }

    @Test
    void what_to_use_instead_is_said_and_not_what_was_sent() throws IOException {
        RawHttp.Answer answer = send("GET /x HTTP/1.1\r\nHost: evil.example:PORT\r\n");

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body())
                .contains("\"status\":421", "use http://127.0.0.1:" + gateway.port() + ".")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.1\r\n",
                "GET /x HTTP/1.0\r\n",
                "GET /x HTTP/1.1\r\nHost:\r\n",
                "GET /x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT\r\n",
                "GET /x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n",
                "GET /x HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:PORT\r\n",
                "GET /x HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n",
                "GET /x HTTP/1.1\r\nHost: 127.0.0.1:PORT, evil.example\r\n",
                "GET /x HTTP/1.1\r\nHost: user@127.0.0.1:PORT\r\n",
                "GET /x HTTP/1.1\r\nHost: 127.0.0.1:PORT@evil.example\r\n",
                "GET /x HTTP/1.1\r\nHost: evil.example#127.0.0.1:PORT\r\n",
                "GET /x HTTP/1.1\r\nHost: http://127.0.0.1:PORT\r\n",
                "GET http://evil.example/x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
                "GET http://evil.example:PORT/x HTTP/1.1\r\nHost: evil.example:PORT\r\n",
                "GET http://127.0.0.1:PORT/x HTTP/1.1\r\nHost: evil.example\r\n",
                "GET http://127.0.0.1/x HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                "GET http://user@127.0.0.1:PORT/x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
                "GET //evil.example/x HTTP/1.0\r\n",
                "PRI * HTTP/2.0\r\n",
            })
    void a_request_that_names_no_host_or_two_is_refused(String head) throws IOException {
        assertThat(send(head).status()).isIn(400, 421);
        assertThat(function.events()).isEmpty();
    }

    @Test
    void a_target_that_names_this_machine_is_served() throws IOException {
        assertThat(
                        send("GET http://localhost:PORT/x HTTP/1.1\r\nHost: localhost:PORT\r\n")
                                .status())
                .isEqualTo(200);
        assertThat(function.event().getRawPath()).isEqualTo("/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://evil.example:PORT",
                "http://127.0.0.1",
                "http://localhost:1PORT",
                "https://127.0.0.1:PORT",
                "http://localhost.:PORT",
                "http://localhost:PORT.evil.example",
                "http://localhost:PORT/",
                "localhost:PORT",
                "http://localhost:PORT, https://evil.example",
                "http://localhost:PORT http://evil.example",
                "http://localhost:PORT\r\nOrigin: https://evil.example",
                "null",
                "file://",
                ""
            })
    void a_foreign_page_is_forbidden_whatever_the_method(String origin) throws IOException {
        for (String method : METHODS) {
            RawHttp.Answer answer = sendFrom(origin, method);

            assertThat(answer.status()).as(method).isEqualTo(403);
            assertThat(answer.head()).doesNotContain("access-control");
            if (!method.equals("HEAD")) {
                assertThat(answer.body())
                        .contains("\"code\":\"forbidden\"", "--origin")
                        .doesNotContain("evil");
            }
        }
        assertThat(function.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT", "http://localhost:PORT", "http://[::1]:PORT"})
    void a_page_of_the_service_itself_may_call(String origin) throws IOException {
        for (String method : METHODS) {
            RawHttp.Answer answer = sendFrom(origin, method);

            assertThat(answer.status()).as(method).isEqualTo(200);
            assertThat(answer.head()).doesNotContain("access-control", "vary");
        }
    }

    @Test
    void a_foreign_host_and_a_foreign_page_are_refused_before_a_token_and_the_throttle_are_asked()
            throws IOException {
        function.needs("orders:read");
        StageThrottle throttle = new StageThrottle(1, 1, new FakeTicker());
        Gatekeeper gatekeeper =
                new Gatekeeper(
                        Optional.of(new JwtAuthorizer(KeySet.generate(), CLOCK)),
                        Optional.of(throttle));
        gateway.close();
        gateway = HttpGateway.start(0, function, gatekeeper, HttpGateway.Limits.AS_ON_AWS);
        for (int i = 0; i < 3; i++) {
            assertThat(send("GET /orders/x HTTP/1.1\r\nHost: evil.example\r\n").status())
                    .isEqualTo(421);
            assertThat(sendFrom("https://evil.example", "GET").status()).isEqualTo(403);
        }

        assertThat(send("GET /orders/x HTTP/1.1\r\nHost: localhost:PORT\r\n").status())
                .isEqualTo(401);
        assertThat(send("GET /orders/x HTTP/1.1\r\nHost: localhost:PORT\r\n").status())
                .isEqualTo(429);
    }

    @Test
    void a_preflight_of_an_allowed_page_is_answered_as_by_api_gateway() throws IOException {
        gateway.close();
        gateway = gateway(Set.of(SHOP, "http://localhost:3000"));

        RawHttp.Answer answer =
                send(
                        "OPTIONS /orders/x HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: "
                                + SHOP
                                + "\r\nAccess-Control-Request-Method: PUT\r\n"
                                + "Access-Control-Request-Headers: if-match,content-type\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
        assertThat(answer.header("access-control-allow-methods").toUpperCase(Locale.ROOT))
                .isEqualTo(String.join(",", Cors.methods()));
        assertThat(answer.header("access-control-allow-headers"))
                .contains("authorization", "content-type", "idempotency-key", "if-match");
        assertThat(answer.header("access-control-max-age"))
                .isEqualTo(Long.toString(Duration.ofDays(1).toSeconds()));
        assertThat(answer.header("vary")).isEqualTo("origin");
        assertThat(answer.head()).doesNotContain("credentials");
        assertThat(function.events()).isEmpty();
    }

    @Test
    void an_allowed_page_may_read_answers_and_refusals() throws IOException {
        gateway.close();
        gateway = gateway(Set.of(SHOP));
        function.answers(event -> {
            throw new IllegalStateException("a fault");
        });
        RawHttp.Answer failed = sendFrom(SHOP, "POST");
        function.answers(event -> RecordingFunction.ok("ok"));
        RawHttp.Answer answered = sendFrom(SHOP.toUpperCase(Locale.ROOT), "GET");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(answered.status()).isEqualTo(200);
        for (RawHttp.Answer answer : List.of(failed, answered)) {
            assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
            assertThat(answer.header("access-control-expose-headers"))
                    .contains("etag", "location", "retry-after", "x-correlation-id");
            assertThat(answer.header("vary")).isEqualTo("origin");
        }
    }

    @Test
    void where_some_pages_may_call_others_may_not_and_caches_know() throws IOException {
        gateway.close();
        gateway = gateway(Set.of(SHOP));

        RawHttp.Answer other = sendFrom("https://evil.example", "GET");
        RawHttp.Answer none = send("GET /x HTTP/1.1\r\nHost: localhost:PORT\r\n");

        assertThat(other.status()).isEqualTo(403);
        assertThat(other.head()).contains("vary: origin").doesNotContain("access-control");
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.head()).contains("vary: origin").doesNotContain("access-control");
    }

    private RawHttp.Answer sendFrom(String origin, String method) throws IOException {
        return send(
                method
                        + " /orders/x HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: "
                        + origin
                        + "\r\n");
    }

    /** Head lines of a request, whose {@code PORT} is the gateway's; the rest is added. */
    private RawHttp.Answer send(String head) throws IOException {
        String request = head.replace("PORT", Integer.toString(gateway.port()));
        return RawHttp.exactly(
                gateway.port(),
                (request + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }
}
