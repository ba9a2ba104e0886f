package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.local.auth.JwtAuthorizer;
import dev.orderstream.local.auth.KeySet;
import dev.orderstream.local.auth.Tokens;
import dev.orderstream.local.auth.Tokens.Grant;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the gateway asks for tokens: behind the routing, in front of the function. */
class HttpGatewayTokenTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private static final KeySet KEYS = KeySet.generate();

    private final RecordingFunction function = new RecordingFunction();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpGateway gateway;

    @BeforeEach
    void open() throws Exception {
        function.needs("orders:admin", "orders:read");
        gateway =
                HttpGateway.start(
                        0,
                        function,
                        new Gatekeeper(
                                Optional.of(new JwtAuthorizer(KEYS, CLOCK)), Optional.empty()),
                        HttpGateway.Limits.AS_ON_AWS);
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void the_function_gets_the_claims_and_the_scopes_of_the_route() throws Exception {
        assertThat(send("GET", "/orders/x", token("orders:read", "orders:write")).statusCode())
                .isEqualTo(200);

        var jwt = function.event().getRequestContext().getAuthorizer().getJwt();
        assertThat(jwt.getClaims())
                .containsEntry("sub", "u-1")
                .containsEntry("customer_id", "c-1")
                .containsEntry("scope", "orders:read orders:write")
                .containsKeys("iss", "aud", "exp", "iat");
        assertThat(jwt.getScopes()).containsExactly("orders:admin", "orders:read");
    }

    @Test
    void without_a_valid_token_it_is_401_and_the_function_is_not_called() throws Exception {
        HttpResponse<String> none = send("GET", "/orders/x", "");
        HttpResponse<String> wrong = send("POST", "/orders/x", "Bearer a.b.c");

        assertProblem(none, 401, "unauthenticated");
        assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(wrong, 401, "unauthenticated");
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("error=\"invalid_token\""));
        assertThat(wrong.body()).doesNotContain("a.b.c", "outcome");
        assertThat(function.events()).isEmpty();
    }

    @Test
    void without_a_scope_of_the_route_it_is_403_and_the_function_is_not_called() throws Exception {
        HttpResponse<String> answer = send("GET", "/orders/x", token("orders:write"));

        assertProblem(answer, 403, "forbidden");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        value -> assertThat(value).contains("error=\"insufficient_scope\""));
        assertThat(function.events()).isEmpty();
    }

    @Test
    void a_path_that_no_route_has_needs_no_token_and_tells_the_function_of_none() throws Exception {
        assertThat(send("GET", "/nothing", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/nothing", "Bearer a.b.c").statusCode()).isEqualTo(200);

        assertThat(function.events())
                .extracting(APIGatewayV2HTTPEvent::getRequestContext)
                .allSatisfy(context -> assertThat(context.getAuthorizer()).isNull());
    }

    @Test
    void two_headers_are_not_one_token() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri().resolve("/orders/x"))
                        .header("Authorization", token("orders:read"))
                        .header("Authorization", token("orders:admin"))
                        .build();

        assertProblem(client.send(request, BodyHandlers.ofString()), 401, "unauthenticated");
    }

    private HttpResponse<String> send(String method, String path, String authorization)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri().resolve(path))
                        .method(method, BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String token(String... scopes) {
        Grant grant = new Grant("u-1", "c-1", List.of(scopes), Duration.ofMinutes(5));
        return "Bearer " + new Tokens(KEYS, CLOCK).sign(grant);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
