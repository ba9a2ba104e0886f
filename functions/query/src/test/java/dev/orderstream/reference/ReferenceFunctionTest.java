package dev.orderstream.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.query.openapi.OpenApi;
import dev.orderstream.testing.Samples;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ReferenceFunctionTest {

    private static final int ANSWER_BYTES_MAX = 6 * 1024 * 1024;

    private static ReferenceFunction function;

    @BeforeAll
    static void start() {
        // Without a region, tables, a secret or any other setting.
        function = new ReferenceFunction();
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @Test
    void health_needs_no_token() {
        APIGatewayV2HTTPResponse answer = get("/health", Map.of());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void a_path_without_a_route_is_404_and_a_wrong_method_is_405_with_the_allowed_ones() {
        APIGatewayV2HTTPResponse unknown =
                function.handleRequest(Samples.api("unknown-path"), null);
        APIGatewayV2HTTPResponse wrong =
                function.handleRequest(Samples.api("unknown-method"), null);

        assertProblem(unknown, 404, "not-found");
        assertProblem(wrong, 405, "method-not-allowed");
        assertThat(wrong.getHeaders()).containsEntry("allow", "DELETE, GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get-order", "create-order", "list-projections"})
    void it_answers_no_route_of_another_function(String sample) {
        assertProblem(function.handleRequest(Samples.api(sample), null), 404, "not-found");
    }

    @Test
    void it_creates_no_client_of_AWS() {
        ApplicationContext context = function.context();
        List<Class<?>> clients =
                List.of(DynamoDbClient.class, AwsCredentialsProvider.class, SdkHttpClient.class);

        function.beforeCheckpoint(null);
        get("/openapi", Map.of());

        assertThat(clients)
                .allSatisfy(type ->
                        assertThat(context.getActiveBeanRegistrations(type))
                                .as(type.getSimpleName())
                                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/openapi,application/json",
        "/api/v1/openapi,application/json",
        "/docs,text/html; charset=utf-8",
        "/api/v1/docs,text/html; charset=utf-8",
        "/docs/reference.js,text/javascript; charset=utf-8",
        "/api/v1/docs/swagger-ui.js,text/javascript; charset=utf-8",
        "/docs/swagger-ui.css,text/css; charset=utf-8"
    })
    void anybody_may_read_it_without_a_token(String path, String mediaType) {
        APIGatewayV2HTTPResponse answer = get(path, Map.of());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("content-type", mediaType)
                .containsEntry("x-content-type-options", "nosniff")
                .containsKeys("etag", "cache-control");
        assertThat(answer.getIsBase64Encoded()).isFalse();
        assertThat(answer.getBody().getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(100, ANSWER_BYTES_MAX / 2);
    }

    @Test
    void the_description_is_the_one_of_the_code() {
        assertThat(get("/openapi", Map.of()).getBody()).isEqualTo(OpenApi.document());
    }

    @Test
    void what_the_caller_has_already_is_not_sent_again() {
        String tag = get("/openapi", Map.of()).getHeaders().get("etag");

        APIGatewayV2HTTPResponse again = get("/openapi", Map.of("if-none-match", tag));
        APIGatewayV2HTTPResponse other = get("/docs", Map.of("if-none-match", tag));

        assertThat(again.getStatusCode()).isEqualTo(304);
        assertThat(again.getBody()).isNullOrEmpty();
        assertThat(other.getStatusCode()).isEqualTo(200);
    }

    @Test
    void head_tells_the_length_without_the_text() {
        int length =
                get("/docs/swagger-ui.js", Map.of())
                        .getBody()
                        .getBytes(StandardCharsets.UTF_8)
                        .length;

        APIGatewayV2HTTPResponse head =
                function.handleRequest(event("HEAD", "/docs/swagger-ui.js", Map.of()), null);

        assertThat(head.getStatusCode()).isEqualTo(200);
        assertThat(head.getBody()).isNull();
        assertThat(head.getHeaders()).containsEntry("content-length", Integer.toString(length));
    }

    @ParameterizedTest
    @CsvSource({
        "/docs,text/html,200",
        "/docs,'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',200",
        "/docs,text/*,200",
        "/docs,application/json,406",
        "/docs,text/html;q=0,406",
        "/docs/swagger-ui.css,'text/css,*/*;q=0.1',200",
        "/docs/swagger-ui.css,text/html,406",
        "/openapi,text/html,406",
        "/openapi,application/*,200"
    })
    void each_route_answers_its_own_media_type_only(String path, String accept, int status) {
        APIGatewayV2HTTPResponse answer = get(path, Map.of("accept", accept));

        assertThat(answer.getStatusCode()).isEqualTo(status);
    }

    @Test
    void the_page_loads_nothing_from_elsewhere_and_runs_no_script_of_its_own() {
        APIGatewayV2HTTPResponse page = get("/docs", Map.of());

        assertThat(page.getHeaders().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "http");
        assertThat(page.getBody()).doesNotContain("http:", "https:", "//");
        assertThat(
                        Pattern.compile("(?:src|href|url: )=?[\"']([^\"']+)")
                                .matcher(page.getBody())
                                .results()
                                .map(found -> found.group(1)))
                .containsExactly(
                        "data:,",
                        "docs/swagger-ui.css",
                        "openapi",
                        "docs/swagger-ui.js",
                        "docs/reference.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/docs/index.html", "/docs/../openapi", "/openapi/"})
    void nothing_else_is_there(String path) {
        assertThat(get(path, Map.of()).getStatusCode()).isEqualTo(404);
    }

    @Test
    void a_query_parameter_is_refused() {
        APIGatewayV2HTTPEvent event = event("GET", "/docs", Map.of());
        event.setRawQueryString("url=https://example.com/openapi.json");

        assertThat(function.handleRequest(event, null).getStatusCode()).isEqualTo(400);
    }

    private static void assertProblem(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.getBody()).contains("\"code\":\"" + code + "\"");
    }

    private static APIGatewayV2HTTPResponse get(String path, Map<String, String> headers) {
        return function.handleRequest(event("GET", path, headers), null);
    }

    private static APIGatewayV2HTTPEvent event(
            String method, String path, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = Samples.api("get-stock");
        event.setRawPath(path);
        event.setRawQueryString("");
        event.setHeaders(new HashMap<>(headers));
        event.getRequestContext().setAuthorizer(null);
        event.getRequestContext().getHttp().setMethod(method);
        return event;
    }
}
