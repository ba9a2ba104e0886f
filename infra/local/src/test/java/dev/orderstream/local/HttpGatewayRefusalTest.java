package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway refuses or fails at is a problem document that tells nothing of the inside. */
class HttpGatewayRefusalTest {

    private static final String SECRET = "secret-of-the-handler";

    private final RecordingFunction function = new RecordingFunction();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpGateway gateway;

    @BeforeEach
    void open() throws Exception {
        gateway = HttpGateway.start(0, function);
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /x\r\n\r\n",
                "G@T /x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /x HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nHost: i\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: \r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nNo Colon\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nSp ace: v\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\n: v\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded\r\n\r\n",
                "GET /with space HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /a%2 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%C3%28 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /\u00ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /x;%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /x#fragment HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://user:pass@h/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://[bad/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
            })
    void a_malformed_request_is_a_problem(String request) throws Exception {
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        request.replaceFirst(
                                "\r\nHost: localhost\r\n",
                                "\r\nHost: localhost\r\nConnection: close\r\n"));
        // then
        assertIsProblem(answer, 400, "malformed-request");
        assertThat(function.events()).isEmpty();
    }

    /** What API Gateway would join, or what the caller waits for in vain. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: the-unexpected",
                "Idempotency-Key: a\r\nIdempotency-Key: b",
                "Idempotency-Key: a\r\nidempotency-key: a",
                "X-Correlation-Id: a\r\nX-Correlation-Id: b"
            })
    void a_header_that_can_not_be_meant_is_a_problem(String lines) throws Exception {
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + lines
                                + "\r\n\r\n");
        // then
        assertIsProblem(answer, 400, "invalid-parameter");
        assertThat(function.events()).isEmpty();
    }

    @Test
    void a_problem_has_all_its_members_and_no_more() throws Exception {
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/a%2F\"b%ff");
        // then
        assertThat(answer.body())
                .matches(
                        "\\{\"type\":\"https://orderstream.dev/problems/malformed-request\","
                                + "\"title\":\"The request can't be read\",\"status\":400,"
                                + "\"detail\":\"[^\"]+\",\"instance\":\"/a%2F%22b%ff\","
                                + "\"code\":\"malformed-request\",\"request_id\":\"[0-9a-f-]{36}\"}");
        assertThat(answer.header("apigw-requestid")).matches("[0-9a-f-]{36}");
        assertThat(answer.body()).contains(answer.header("apigw-requestid"));
    }

    @Test
    void headers_over_10_kb_are_refused() throws Exception {
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "GET /x HTTP/1.1\r\nHost: localhost\r\nX: "
                                + "a".repeat(11_000)
                                + "\r\n\r\n");
        // then
        assertIsProblem(answer, 431, "too-large");
    }

    @Test
    void a_target_over_10_kb_is_refused() throws Exception {
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/" + "a".repeat(11_000));
        // then
        assertIsProblem(answer, 414, "too-large");
    }

    @Test
    void a_body_over_10_mb_is_refused_and_its_sender_gets_to_know() throws Exception {
        // given
        byte[] body = new byte[2 * RequestBody.BODY_BYTES_MAX];
        // when
        HttpResponse<String> sized = post(BodyPublishers.ofByteArray(body), false);
        HttpResponse<String> chunked =
                post(
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)),
                        false);
        HttpResponse<String> asking = post(BodyPublishers.ofByteArray(body), true);
        // then
        for (HttpResponse<String> answer : List.of(sized, chunked, asking)) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"too-large\"");
        }
        assertThat(function.events()).isEmpty();
    }

    @Test
    void a_client_that_reads_only_after_all_is_sent_is_told_of_its_too_large_body()
            throws Exception {
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "POST /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                                + 2 * RequestBody.BODY_BYTES_MAX
                                + "\r\n\r\n"
                                + "a".repeat(2 * RequestBody.BODY_BYTES_MAX));
        // then
        assertIsProblem(answer, 413, "too-large");
    }

    @Test
    void a_body_that_ends_early_reaches_no_function() throws Exception {
        // when
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /x HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 10\r\n\r\nabc"
                            .formatted(gateway.port())
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.setSoTimeout(10_000);
            socket.getInputStream().readAllBytes();
        }
        // then
        assertThat(function.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE", "PROPFIND", "TRACE"})
    void a_function_that_throws_is_an_internal_error_that_tells_nothing(String method)
            throws Exception {
        // given
        function.answers(event -> {
            throw new IllegalStateException(SECRET);
        });
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        method
                                + " /x HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        // then
        if (method.equals("HEAD")) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
            assertThat(Integer.parseInt(answer.header("content-length"))).isPositive();
        } else {
            assertIsProblem(answer, 500, "internal-error");
        }
    }

    @Test
    void an_error_of_a_function_is_an_internal_error_too() throws Exception {
        // given
        function.answers(event -> {
            throw new NoClassDefFoundError(SECRET);
        });
        // then
        assertIsProblem(RawHttp.get(gateway, "/x"), 500, "internal-error");
    }

    @Test
    void routes_that_throw_are_an_internal_error() throws Exception {
        // given
        GatewayRoutes broken =
                (method, path) -> {
                    throw new IllegalStateException(SECRET);
                };
        // then
        try (HttpGateway other = HttpGateway.start(0, broken)) {
            assertIsProblem(RawHttp.get(other, "/x"), 500, "internal-error");
        }
    }

    @Test
    void connect_opens_no_tunnel() throws Exception {
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\nConnection: close\r\n\r\n");
        // then
        assertThat(answer.status()).isBetween(400, 499);
        assertIsProblem(answer, answer.status(), "malformed-request");
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body, boolean expectContinue)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway.uri() + "/x"))
                        .timeout(Duration.ofSeconds(20))
                        .expectContinue(expectContinue)
                        .POST(body)
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static void assertIsProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("server")).isEmpty();
        assertThat(answer.body())
                .startsWith("{\"type\":\"https://orderstream.dev/problems/" + code + "\"")
                .contains(
                        "\"status\":" + status,
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"",
                        "\"instance\":\"/")
                .endsWith("}");
        assertThat(answer.text())
                .doesNotContainIgnoringCase(
                        "jetty", "exception", "java", "<html", SECRET, "badMessage");
    }
}
