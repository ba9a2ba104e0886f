package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets of a function's response. */
class HttpGatewayAnswerTest {

    private final RecordingFunction function = new RecordingFunction();
    private HttpGateway gateway;

    @BeforeEach
    void open() throws Exception {
        gateway = HttpGateway.start(0, function);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void status_headers_cookies_and_body_are_passed_on() throws Exception {
        // given
        answer(
                response(201)
                        .withHeaders(Map.of("Content-Type", "application/json", "ETag", "\"1\""))
                        .withMultiValueHeaders(
                                Map.of("Link", List.of("</a>; rel=next", "</b>; rel=last")))
                        .withCookies(List.of("a=1; HttpOnly", "b=2"))
                        .withBody("{\"ä\":1}"));
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/x");
        // then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        assertThat(answer.header("content-length")).isEqualTo("8");
        assertThat(answer.head())
                .contains("link: </a>; rel=next", "link: </b>; rel=last")
                .contains("set-cookie: a=1; httponly", "set-cookie: b=2");
        assertThat(answer.header("apigw-requestid"))
                .isEqualTo(function.event().getRequestContext().getRequestId());
        assertThat(answer.body()).isEqualTo("{\"ä\":1}");
    }

    @Test
    void a_base64_body_is_decoded() throws Exception {
        // given
        String bytes =
                Base64.getEncoder()
                        .encodeToString("bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        answer(response(200).withBody(bytes).withIsBase64Encoded(true));
        // then
        assertThat(RawHttp.get(gateway, "/x").body()).isEqualTo("bytes");
    }

    @Test
    void a_body_without_a_content_type_is_plain_text() throws Exception {
        // given
        answer(response(200).withBody("text"));
        // then
        assertThat(RawHttp.get(gateway, "/x").header("content-type"))
                .isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void head_has_the_length_of_the_body_but_not_the_body() throws Exception {
        // given
        answer(response(200).withBody("12345"));
        // when
        RawHttp.Answer answer = method("HEAD");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo("5");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_has_the_length_that_a_function_tells_without_a_body() throws Exception {
        // given
        answer(response(200).withHeaders(Map.of("content-length", "77")));
        // when
        RawHttp.Answer answer = method("HEAD");
        // then
        assertThat(answer.header("content-length")).isEqualTo("77");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void the_length_is_counted_not_believed() throws Exception {
        // given
        answer(
                response(200)
                        .withHeaders(Map.of("Content-Length", "3", "Transfer-Encoding", "chunked"))
                        .withBody("12345"));
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/x");
        // then
        assertThat(answer.header("content-length")).isEqualTo("5");
        assertThat(answer.header("transfer-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo("12345");
    }

    @Test
    void no_body_has_no_length_whatever_a_function_says() throws Exception {
        // given
        answer(response(200).withHeaders(Map.of("Content-Length", "3")));
        // then
        assertThat(RawHttp.get(gateway, "/x").header("content-length")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_status_without_a_body_has_none(int status) throws Exception {
        // given
        answer(response(status).withHeaders(Map.of("ETag", "\"1\"")).withBody("not sent"));
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/x");
        // then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("content-length")).isEmpty();
    }

    static List<APIGatewayV2HTTPResponse> responsesThatAreNone() {
        return List.of(
                response(0).build(),
                response(101).build(),
                response(600).build(),
                response(200).withBody("no base64!").withIsBase64Encoded(true).build(),
                response(200).withHeaders(Map.of("X-Split", "a\r\nSet-Cookie: evil=1")).build(),
                response(200).withHeaders(Map.of("X Bad", "a")).build());
    }

    @ParameterizedTest
    @MethodSource("responsesThatAreNone")
    void a_response_that_makes_no_sense_is_an_internal_error(APIGatewayV2HTTPResponse response)
            throws Exception {
        // given
        function.answers(event -> response);
        // when
        RawHttp.Answer answer = RawHttp.get(gateway, "/x");
        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"internal-error\"");
        assertThat(answer.text()).doesNotContain("evil");
    }

    @Test
    void a_connection_is_kept_after_an_answer_without_a_body() throws Exception {
        // given
        answer(response(304));
        // when
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        // then
        assertThat(answer.text().split("HTTP/1.1 304", -1)).hasSize(3);
    }

    @Test
    void no_response_is_an_internal_error() throws Exception {
        // given
        function.answers(event -> null);
        // then
        assertThat(RawHttp.get(gateway, "/x").status()).isEqualTo(500);
    }

    @Test
    void a_connection_is_kept_for_the_next_request() throws Exception {
        // when two requests come on one connection
        RawHttp.Answer answer =
                RawHttp.send(
                        gateway,
                        "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        // then
        assertThat(answer.text().split("HTTP/1.1 200", -1)).hasSize(3);
        assertThat(function.events())
                .extracting(event -> event.getRawPath())
                .containsExactly("/a", "/b");
    }

    @Test
    void http_1_0_is_answered_and_closed() throws Exception {
        // when
        RawHttp.Answer answer = RawHttp.send(gateway, "GET /x HTTP/1.0\r\nHost: localhost\r\n\r\n");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(function.event().getRequestContext().getHttp().getProtocol())
                .isEqualTo("HTTP/1.0");
        assertThat(function.event().getHeaders().get("host"))
                .isEqualTo("localhost:" + gateway.port());
    }

    private void answer(APIGatewayV2HTTPResponse.APIGatewayV2HTTPResponseBuilder response) {
        function.answers(event -> response.build());
    }

    private RawHttp.Answer method(String method) throws Exception {
        return RawHttp.send(
                gateway, method + " /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static APIGatewayV2HTTPResponse.APIGatewayV2HTTPResponseBuilder response(int status) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(status);
    }
}
