package dev.orderstream.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.RunSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a caller with an odd token reaches, by the authorizer and the functions together: own data,
 * another customer's, and what only an administrator may see.
 */
class OddClaimsTest {

    private static final KeySet KEYS = KeySet.generate();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static LocalSystem system;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(RunSettings.PLAIN.withTokenKeys(KEYS));
    }

    @AfterAll
    static void stop() {
        system.close();
        CLIENT.close();
    }

    private static final List<Integer> CUSTOMER = List.of(200, 404, 403);
    private static final List<Integer> ADMIN = List.of(200, 200, 200);
    private static final List<Integer> REFUSED = List.of(403, 403, 403);
    private static final List<Integer> UNKNOWN = List.of(401, 401, 401);

    static Stream<Arguments> scopes() {
        return Stream.of(
                Arguments.of("orders:read", CUSTOMER),
                Arguments.of(" orders:read  x ", CUSTOMER),
                Arguments.of("orders:read orders:admin", ADMIN),
                Arguments.of(List.of("orders:read"), CUSTOMER),
                Arguments.of(List.of("orders:read", "orders:admin"), ADMIN),
                Arguments.of(List.of("orders:read", "x orders:admin"), CUSTOMER),
                Arguments.of(List.of("orders:read", "orders:admin x"), CUSTOMER),
                Arguments.of(List.of("orders:read", "x\torders:admin"), CUSTOMER),
                Arguments.of(List.of("x orders:admin"), REFUSED),
                Arguments.of(List.of("orders:read orders:admin"), REFUSED),
                Arguments.of(List.of("orders:read", 1, "orders:admin"), REFUSED),
                Arguments.of(List.of(List.of("orders:admin")), REFUSED),
                Arguments.of("[orders:admin]", REFUSED),
                Arguments.of("[orders:read x orders:admin]", REFUSED),
                Arguments.of("[x orders:admin y]", REFUSED),
                Arguments.of("orders:read [x orders:admin]", CUSTOMER),
                Arguments.of("orders:read\torders:admin", REFUSED),
                Arguments.of("orders:read\norders:admin", REFUSED),
                Arguments.of("orders:read\u00a0orders:admin", REFUSED),
                Arguments.of("orders:read,orders:admin", REFUSED),
                Arguments.of("orders:read orders:read,orders:admin", CUSTOMER),
                Arguments.of("\"orders:admin\"", REFUSED),
                Arguments.of("ORDERS:ADMIN", REFUSED),
                Arguments.of("orders:admin\u0000", REFUSED),
                Arguments.of("", REFUSED),
                Arguments.of(" ", REFUSED),
                Arguments.of(List.of(), REFUSED),
                Arguments.of(1, REFUSED),
                Arguments.of(true, REFUSED),
                Arguments.of(Map.of("orders:admin", true), REFUSED),
                Arguments.of(Map.of("a", "x orders:admin y"), REFUSED),
                Arguments.of("orders:read " + "x ".repeat(2_000), CUSTOMER));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void scopes_are_read_alike_by_the_authorizer_and_the_functions(
            Object scopes, List<Integer> reached) throws Exception {
        assertReached(reached, claims -> claims.put("scope", scopes));
        assertReached(
                reached,
                claims -> {
                    claims.remove("scope");
                    claims.put("scp", scopes);
                });
    }

    static Stream<Arguments> both() {
        return Stream.of(
                Arguments.of("orders:read", "[orders:admin]", CUSTOMER),
                Arguments.of("orders:read", "orders:admin", CUSTOMER),
                Arguments.of("orders:read", List.of("orders:admin"), CUSTOMER),
                Arguments.of("orders:read orders:admin", "orders:read", List.of(200, 404, 200)),
                Arguments.of("orders:admin", "orders:admin", ADMIN),
                Arguments.of("orders:read orders:admin", List.of("orders:admin"), ADMIN),
                Arguments.of("x", "orders:admin", REFUSED),
                Arguments.of("", "orders:admin", REFUSED),
                Arguments.of(7, "orders:admin", REFUSED),
                Arguments.of(List.of("x orders:admin"), "orders:admin", REFUSED),
                Arguments.of(Map.of("a", "x orders:admin y"), "orders:read", REFUSED));
    }

    @ParameterizedTest
    @MethodSource("both")
    void of_two_claims_neither_makes_an_administrator_alone(
            Object scope, Object scp, List<Integer> reached) throws Exception {
        assertReached(
                reached,
                claims -> {
                    claims.put("scope", scope);
                    claims.put("scp", scp);
                });
    }

    static Stream<Arguments> customers() {
        return Stream.of(
                Arguments.of("42", 200),
                Arguments.of("c-1", 404),
                Arguments.of(42, 403),
                Arguments.of(42.0, 403),
                Arguments.of(true, 403),
                Arguments.of(List.of("42"), 403),
                Arguments.of(List.of("42", "c-1"), 403),
                Arguments.of(Map.of("42", "42"), 403),
                Arguments.of("[42]", 403),
                Arguments.of("42 ", 403),
                Arguments.of(" ", 403),
                Arguments.of("", 403),
                Arguments.of("42\n", 403),
                Arguments.of("42,c-1", 403),
                Arguments.of("*", 403),
                Arguments.of("..", 403),
                Arguments.of("4".repeat(65), 403),
                Arguments.of(null, 403));
    }

    @ParameterizedTest
    @MethodSource("customers")
    void a_customer_is_named_by_one_text_in_the_form_of_an_id(@Nullable Object customer, int status)
            throws Exception {
        HttpResponse<String> answer =
                get("/customers/42/orders", claims -> claims.put("customer_id", customer));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                Arguments.of("auth0|José", ADMIN),
                Arguments.of("u".repeat(128), ADMIN),
                Arguments.of("u".repeat(129), UNKNOWN),
                Arguments.of("u 1", UNKNOWN),
                Arguments.of("u\u001b[2K", UNKNOWN),
                Arguments.of("u\n2  by forged", UNKNOWN),
                Arguments.of("u\u202e", UNKNOWN),
                Arguments.of("", UNKNOWN),
                Arguments.of(" ", UNKNOWN),
                Arguments.of(7, UNKNOWN),
                Arguments.of(true, UNKNOWN),
                Arguments.of(List.of("u"), UNKNOWN),
                Arguments.of(Map.of("a", "b"), UNKNOWN),
                Arguments.of(null, UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_subject_is_a_text_of_visible_characters(@Nullable Object subject, List<Integer> reached)
            throws Exception {
        assertReached(
                reached,
                claims -> {
                    claims.put("sub", subject);
                    claims.put("scope", "orders:admin");
                });
    }

    @Test
    void claims_are_named_as_the_run_was_told() throws Exception {
        ClaimSettings cognito = new ClaimSettings("custom:customer_id", "api/");
        RunSettings settings = RunSettings.PLAIN.withTokenKeys(KEYS).withClaims(cognito);
        try (LocalSystem other = LocalSystem.start(settings)) {
            Map<String, Object> claims = claims();
            claims.put("scope", "api/orders:read");
            claims.put("custom:customer_id", "c-7");

            assertThat(get(other, "/customers/c-7/orders", claims).statusCode()).isEqualTo(200);
            assertThat(get(other, "/customers/c-1/orders", claims).statusCode()).isEqualTo(404);
            claims.put("scope", "orders:read orders:admin");
            HttpResponse<String> refused = get(other, "/customers/c-7/orders", claims);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("api/orders:read");
            claims.put("scope", "api/orders:admin");
            assertThat(get(other, "/projections", claims).statusCode()).isEqualTo(200);
        }
    }

    private static void assertReached(List<Integer> expected, Consumer<Map<String, Object>> change)
            throws Exception {
        List<HttpResponse<String>> answers =
                List.of(
                        get("/customers/c-1/orders", change),
                        get("/customers/c-2/orders", change),
                        get("/projections", change));

        assertThat(answers.stream().map(HttpResponse::statusCode))
                .as(answers.stream().map(HttpResponse::body).toList().toString())
                .containsExactlyElementsOf(expected);
    }

    private static HttpResponse<String> get(String path, Consumer<Map<String, Object>> change)
            throws Exception {
        Map<String, Object> claims = claims();
        change.accept(claims);
        claims.values().removeAll(Collections.singleton(null));
        return get(system, path, claims);
    }

    private static HttpResponse<String> get(LocalSystem at, String path, Map<String, Object> claims)
            throws Exception {
        RSAKey key = KEYS.signingKey();
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        new Payload(claims));
        token.sign(new RSASSASigner(key));
        return CLIENT.send(
                HttpRequest.newBuilder(at.uri().resolve(path))
                        .header("Authorization", "Bearer " + token.serialize())
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, Object> claims() {
        return new HashMap<>(
                Map.of(
                        "iss",
                        Tokens.ISSUER,
                        "aud",
                        Tokens.AUDIENCE,
                        "sub",
                        "u-1",
                        "customer_id",
                        "c-1",
                        "scope",
                        "orders:read",
                        "exp",
                        SystemTokens.inAnHour()));
    }
}
