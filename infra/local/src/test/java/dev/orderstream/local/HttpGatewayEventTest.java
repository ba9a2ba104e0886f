package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testbudget.RealTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function gets: payload format 2.0, to the letter. */
@RealTime(
        reason =
                "The gateway stamps each request with the clock's time, which is compared with the time around it.",
        minutesMax = 10)
class HttpGatewayEventTest {

    private static final byte[] NOT_UTF8 = {'{', (byte) 0xff, (byte) 0xc3, 0, '}'};

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

    @Test
    void a_request_becomes_an_event_of_format_2_0() throws Exception {
        // when
        Instant before = Instant.now();
        send(
                request("/orders/o-1?q=a")
                        .header("User-Agent", "test/1")
                        .header("Content-Type", "application/json")
                        .method("PATCH", json("{\"a\":1}")));
        // then
        APIGatewayV2HTTPEvent event = function.event();
        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRouteKey()).isEqualTo("PATCH /orders/{order_id}");
        assertThat(event.getRawPath()).isEqualTo("/orders/o-1");
        assertThat(event.getRawQueryString()).isEqualTo("q=a");
        assertThat(event.getPathParameters()).isEqualTo(Map.of("order_id", "o-1"));
        assertThat(event.getBody()).isEqualTo("{\"a\":1}");
        assertThat(event.getIsBase64Encoded()).isFalse();
        assertThat(event.getStageVariables()).isNull();
        var context = event.getRequestContext();
        assertThat(context.getAccountId()).isEqualTo("000000000000");
        assertThat(context.getApiId()).isEqualTo("local");
        assertThat(context.getDomainName()).isEqualTo("127.0.0.1");
        assertThat(context.getDomainPrefix()).isEqualTo("127");
        assertThat(context.getStage()).isEqualTo("$default");
        assertThat(context.getRouteKey()).isEqualTo("PATCH /orders/{order_id}");
        assertThat(context.getAuthorizer()).isNull();
        assertThat(context.getHttp().getMethod()).isEqualTo("PATCH");
        assertThat(context.getHttp().getPath()).isEqualTo("/orders/o-1");
        assertThat(context.getHttp().getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(context.getHttp().getSourceIp()).isEqualTo("127.0.0.1");
        assertThat(context.getHttp().getUserAgent()).isEqualTo("test/1");
        assertThat(context.getTime())
                .matches("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000");
        assertThat(Instant.ofEpochMilli(context.getTimeEpoch()))
                .isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void what_a_request_does_not_have_is_absent() throws Exception {
        // when
        RawHttp.get(gateway, "/health");
        // then
        APIGatewayV2HTTPEvent event = function.event();
        assertThat(event.getRouteKey()).isEqualTo("$default");
        assertThat(event.getRawQueryString()).isEmpty();
        assertThat(event.getQueryStringParameters()).isNull();
        assertThat(event.getPathParameters()).isNull();
        assertThat(event.getCookies()).isNull();
        assertThat(event.getBody()).isNull();
        assertThat(event.getIsBase64Encoded()).isFalse();
        assertThat(event.getRequestContext().getHttp().getUserAgent()).isNull();
    }

    @Test
    void the_query_is_decoded_with_repeats_joined_and_kept_raw_beside() throws Exception {
        // given
        String query =
                "r=one&r=two&u=https%3A%2F%2Fe.com%2Fa&p=a+b&P=a%2Bb&c=x%2Cy&e=&n&l%C3%A4nge=%E2%82%AC&&=v";
        // when
        RawHttp.get(gateway, "/x?" + query);
        // then
        assertThat(function.event().getRawQueryString()).isEqualTo(query);
        assertThat(function.event().getQueryStringParameters())
                .containsExactly(
                        Map.entry("r", "one,two"),
                        Map.entry("u", "https://e.com/a"),
                        Map.entry("p", "a b"),
                        Map.entry("P", "a+b"),
                        Map.entry("c", "x,y"),
                        Map.entry("e", ""),
                        Map.entry("n", ""),
                        Map.entry("länge", "€"),
                        Map.entry("", "v"));
    }

    @Test
    void headers_are_in_lower_case_with_repeats_joined_by_a_comma() throws Exception {
        // when
        RawHttp.send(
                gateway,
                """
                GET /x HTTP/1.1
                Host: LocalHost:PORT
                X-Multi: first
                x-MULTI: second, third
                X-Empty:
                If-Match: "7"
                X-Forwarded-For: 10.0.0.1
                Connection: close

                """
                        .replace("PORT", Integer.toString(gateway.port()))
                        .replace("\n", "\r\n"));
        // then
        Map<String, String> headers = function.event().getHeaders();
        assertThat(headers)
                .containsEntry("host", "localhost:" + gateway.port())
                .containsEntry("x-multi", "first,second, third")
                .containsEntry("x-empty", "")
                .containsEntry("if-match", "\"7\"")
                .containsEntry("content-length", "0")
                .containsEntry("x-forwarded-for", "10.0.0.1, 127.0.0.1")
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("x-forwarded-port", Integer.toString(gateway.port()))
                .doesNotContainKey("connection");
        assertThat(headers.get("x-amzn-trace-id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(function.event().getRequestContext().getDomainName()).isEqualTo("localhost");
        assertThat(function.event().getRequestContext().getDomainPrefix()).isEqualTo("localhost");
    }

    @Test
    void cookies_leave_the_headers() throws Exception {
        // when
        RawHttp.send(
                gateway,
                "GET /x HTTP/1.1\r\nHost: localhost\r\nCookie: a=1; b=\"2,3\"\r\nCookie: c=\r\nConnection: close\r\n\r\n");
        // then
        assertThat(function.event().getCookies()).containsExactly("a=1", "b=\"2,3\"", "c=");
        assertThat(function.event().getHeaders()).doesNotContainKey("cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/merge-patch+json",
                "application/xml",
                "application/atom+xml",
                "application/javascript",
                "application/x-www-form-urlencoded"
            })
    void a_text_stays_text(String contentType) throws Exception {
        // when
        send(
                request("/x")
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString("{\"ä\":\"€ 😀\"}")));
        // then
        assertThat(function.event().getIsBase64Encoded()).isFalse();
        assertThat(function.event().getBody()).isEqualTo("{\"ä\":\"€ 😀\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/octet-stream", "application/problem", "image/png", "nonsense"})
    void what_is_no_text_is_base64(String contentType) throws Exception {
        // when
        send(
                request("/x")
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString("text")));
        // then
        assertThat(function.event().getIsBase64Encoded()).isTrue();
        assertThat(decodedBody()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_body_without_a_content_type_is_base64() throws Exception {
        // when
        send(request("/x").POST(BodyPublishers.ofString("text")));
        // then
        assertThat(function.event().getIsBase64Encoded()).isTrue();
    }

    @Test
    void json_that_is_not_utf_8_arrives_byte_for_byte() throws Exception {
        // when
        send(
                request("/x")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(NOT_UTF8)));
        // then
        assertThat(function.event().getIsBase64Encoded()).isTrue();
        assertThat(decodedBody()).isEqualTo(NOT_UTF8);
    }

    @Test
    void a_chunked_body_arrives_whole_with_its_length() throws Exception {
        // when
        RawHttp.send(
                gateway,
                String.join(
                        "\r\n",
                        "POST /x HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: text/plain",
                        "Transfer-Encoding: chunked",
                        "Connection: close",
                        "",
                        "3",
                        "abc",
                        "4",
                        "defg",
                        "0",
                        "",
                        ""));
        // then
        assertThat(function.event().getBody()).isEqualTo("abcdefg");
        assertThat(function.event().getHeaders())
                .containsEntry("content-length", "7")
                .doesNotContainKey("transfer-encoding");
    }

    @Test
    void a_body_that_waits_for_leave_is_asked_for() throws Exception {
        // when
        send(
                request("/x")
                        .expectContinue(true)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("after 100")));
        // then
        assertThat(function.event().getBody()).isEqualTo("after 100");
        assertThat(function.event().getHeaders()).doesNotContainKey("expect");
    }

    @Test
    void a_body_of_just_10_mb_is_taken() throws Exception {
        // given
        byte[] body = new byte[10 * 1024 * 1024];
        // when
        int status = send(request("/x").POST(BodyPublishers.ofByteArray(body)));
        // then
        assertThat(status).isEqualTo(200);
        assertThat(decodedBody()).hasSize(body.length);
    }

    @ParameterizedTest
    @CsvSource({
        "/plain, /plain",
        "/space%20value, /space value",
        "/hash%23value, /hash#value",
        "/orders%2Fo-1, /orders/o-1",
        "/unicode-%CE%BB-%E4%B8%96, /unicode-λ-世",
        "/question%3Fvalue, /question?value",
        "/literal%252Fvalue, /literal%2Fvalue",
        "/literal%253Fvalue, /literal%3Fvalue",
        "/100%25, /100%",
        "/a;b=c/d;e, /a;b=c/d;e",
        "//double//slash, //double//slash",
        "/orders/../health, /orders/../health",
        "/orders/%2e%2e/health, /orders/../health",
        "/./x/, /./x/",
        "/a+b, /a+b",
        "/%EF%BF%BD, /�",
        "'/quo\"te|<>{}', '/quo\"te|<>{}'",
        "http://localhost/orders/o-1, /orders/o-1"
    })
    void a_path_arrives_decoded_as_an_http_api_does_it(String sent, String received)
            throws Exception {
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, sent);
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(function.event().getRawPath()).isEqualTo(received);
        assertThat(function.event().getRequestContext().getHttp().getPath()).isEqualTo(received);
    }

    @Test
    void a_path_of_raw_utf_8_arrives_as_text() throws Exception {
        // given
        String bytes =
                new String("/λ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        // when
        RawHttp.get(gateway, bytes);
        // then
        assertThat(function.event().getRawPath()).isEqualTo("/λ");
    }

    @Test
    void path_parameters_come_decoded() throws Exception {
        // when
        RawHttp.get(gateway, "/orders/o%2D1%C3%A4");
        // then
        assertThat(function.event().getPathParameters()).isEqualTo(Map.of("order_id", "o-1ä"));
    }

    @Test
    void the_context_tells_request_function_and_time_left() throws Exception {
        // when
        send(request("/x").GET());
        // then
        assertThat(function.context().getAwsRequestId())
                .isEqualTo(function.event().getRequestContext().getRequestId())
                .isNotBlank();
        assertThat(function.context().getFunctionName()).isEqualTo("recording");
        assertThat(function.context().getRemainingTimeInMillis()).isBetween(1, 30_000);
        int left = function.context().getRemainingTimeInMillis();
        while (function.context().getRemainingTimeInMillis() == left) {
            Thread.onSpinWait();
        }
        assertThat(function.context().getRemainingTimeInMillis()).isLessThan(left);
    }

    @Test
    void functions_run_on_virtual_threads() throws Exception {
        // given
        function.answers(event ->
                RecordingFunction.ok(Boolean.toString(Thread.currentThread().isVirtual())));
        // then
        assertThat(client.send(request("/x").build(), BodyHandlers.ofString()).body())
                .isEqualTo("true");
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + target))
                .timeout(Duration.ofSeconds(20));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private byte[] decodedBody() {
        return Base64.getDecoder().decode(function.event().getBody());
    }

    private static HttpRequest.BodyPublisher json(String json) {
        return BodyPublishers.ofString(json);
    }
}
