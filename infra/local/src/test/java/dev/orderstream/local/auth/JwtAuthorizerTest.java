package dev.orderstream.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.orderstream.http.Scope;
import dev.orderstream.local.auth.Tokens.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules stand in AWS's "Control access to HTTP APIs with JWT authorizers". */
class JwtAuthorizerTest {

    private static final KeySet KEYS = KeySet.generate();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final SortedSet<String> READ = Scope.READ.sufficientWords();

    private final JwtAuthorizer authorizer = new JwtAuthorizer(KEYS, () -> NOW);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER %s", "Bearer   %s ", "%s"})
    void a_token_is_taken_with_its_scheme_in_any_case_or_bare(String form) {
        assertThat(authorizer.check(form.formatted(token(claims -> {})), READ))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void without_a_token_nothing_is_said_to_be_wrong_with_it() {
        for (String header : Arrays.asList(null, "", "  ", "Bearer", "bearer ")) {
            assertThat(authorizer.check(header, READ))
                    .isInstanceOfSatisfying(
                            Verdict.Unauthenticated.class,
                            refused -> assertThat(refused.challenge()).isEqualTo("Bearer"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YTpi",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer ..",
                "Bearer \"\\\u0000",
                "Bearer eyJhbGciOiJSUzI1NiJ9..",
                "Bearer eyJhbGciOiJSUzI1NiJ9.e30",
                "Bearer eyJhbGciOiJSUzI1NiJ9.e30.e30.e30.e30"
            })
    void what_is_no_token_is_refused_and_not_repeated(String header) {
        assertInvalid(header, "the token is malformed");
    }

    @Test
    void two_tokens_are_none() {
        String token = token(claims -> {});

        assertInvalid("Bearer " + token + ",Bearer " + token, "the token is malformed");
    }

    @Test
    void only_rs256_is_taken_whatever_the_token_asks_for() throws Exception {
        // given a token that is not signed, one by the public key as a secret, and others by the
        // key
        RSAKey key = KEYS.signingKey();
        byte[] publicKey = key.toRSAPublicKey().getEncoded();
        // then
        assertInvalid(
                "Bearer " + new PlainJWT(JWTClaimsSet.parse(claims())).serialize(),
                "the token is malformed");
        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.HS256, key.getKeyID(), new MACSigner(publicKey)),
                "signing method is invalid");
        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.RS512, key.getKeyID(), new RSASSASigner(key)),
                "signing method is invalid");
        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.PS256, key.getKeyID(), new RSASSASigner(key)),
                "signing method is invalid");
    }

    @Test
    void a_key_must_be_named_known_and_the_one_that_signed() throws Exception {
        RSAKey other = KeySet.generate().signingKey();
        RSAKey key = KEYS.signingKey();

        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.RS256, null, new RSASSASigner(key)),
                "unable to find key");
        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.RS256, other.getKeyID(), new RSASSASigner(other)),
                "unable to find key");
        assertInvalid(
                "Bearer " + signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(other)),
                "the signature is invalid");
    }

    @Test
    void a_token_that_was_changed_is_refused() {
        String[] parts = token(claims -> {}).split("\\.", -1);
        String admin = new Payload(Map.of("scope", "orders:admin")).toBase64URL().toString();

        assertInvalid(
                "Bearer " + parts[0] + "." + admin + "." + parts[2], "the signature is invalid");
        assertInvalid("Bearer " + parts[0] + "." + parts[1] + ".", "the token is malformed");
    }

    @Test
    void the_key_that_a_token_brings_along_does_not_count() throws Exception {
        RSAKey own = KeySet.generate().signingKey();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(own.getKeyID())
                        .jwk(own.toPublicJWK())
                        .build();
        JWSObject token = new JWSObject(header, new Payload(claims()));
        token.sign(new RSASSASigner(own));

        assertInvalid("Bearer " + token.serialize(), "unable to find key");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, , invalid issuer",
        "iss, urn:other, invalid issuer",
        "aud, other, the token does not have a valid audience",
        "aud, , the token does not have a valid audience",
        "exp, , the token has expired",
        "exp, soon, the token is malformed",
    })
    void issuer_audience_and_end_are_needed(String claim, String value, String reason) {
        assertInvalid("Bearer " + token(claims -> claims.put(claim, value)), reason);
    }

    @Test
    void times_are_exact() {
        long now = NOW.getEpochSecond();

        assertInvalid(header(claims -> claims.put("exp", now)), "the token has expired");
        assertInvalid(header(claims -> claims.put("nbf", now + 1)), "the token is not valid yet");
        assertInvalid(header(claims -> claims.put("iat", now + 1)), "the token is not valid yet");
        assertThat(allowed(claims -> claims.put("exp", now + 1)).claims()).containsKey("exp");
        assertThat(allowed(claims -> claims.putAll(Map.of("nbf", now, "iat", now))).claims())
                .containsKey("nbf");
    }

    @Test
    void a_client_id_counts_only_where_there_is_no_audience() {
        assertThat(
                        allowed(
                                        claims -> {
                                            claims.remove("aud");
                                            claims.put("client_id", Tokens.AUDIENCE);
                                        })
                                .claims())
                .doesNotContainKey("aud");
        assertInvalid(
                header(claims -> {
                    claims.put("aud", List.of("other", "more"));
                    claims.put("client_id", Tokens.AUDIENCE);
                }),
                "the token does not have a valid audience");
        assertThat(allowed(claims -> claims.put("aud", List.of("a", Tokens.AUDIENCE))).claims())
                .containsEntry("aud", "[a orderstream]");
    }

    @Test
    void one_of_the_routes_scopes_is_enough_as_words_or_as_a_list_in_either_claim() {
        for (Object scopes :
                List.of(
                        "orders:read",
                        "x orders:admin",
                        "  orders:read ",
                        List.of("x", "orders:read"),
                        List.of("orders:read", "x orders:admin"))) {
            assertThat(allowed(claims -> claims.put("scope", scopes)).scopes())
                    .containsExactly("orders:admin", "orders:read");
            allowed(claims -> {
                claims.remove("scope");
                claims.put("scp", scopes);
            });
        }
    }

    @Test
    void without_one_of_the_scopes_the_token_is_valid_and_not_enough() {
        for (Object scopes :
                Arrays.asList(
                        null,
                        "",
                        "orders:write",
                        "ORDERS:READ",
                        "orders:read,orders:admin",
                        "orders:read\torders:admin",
                        "orders:read\norders:admin",
                        "orders:read\u00a0orders:admin",
                        "\"orders:read\"",
                        "[orders:read]",
                        "[orders:read orders:admin]",
                        "[x orders:read y]",
                        List.of("orders:write orders:read"),
                        List.of("x orders:admin"),
                        List.of("orders:read", 1),
                        List.of(List.of("orders:read")),
                        Map.of("orders:read", true),
                        Map.of("a", "x orders:read y"),
                        true,
                        7)) {
            assertThat(authorizer.check(header(claims -> claims.put("scope", scopes)), READ))
                    .isInstanceOfSatisfying(
                            Verdict.Forbidden.class,
                            refused ->
                                    assertThat(refused.challenge())
                                            .startsWith(
                                                    "Bearer scope=\"orders:admin orders:read\""
                                                            + " error=\"insufficient_scope\""));
        }
    }

    @Test
    void the_other_claim_counts_only_where_there_is_no_scope() {
        for (Object scope : List.of("orders:write", "", " ", 7, List.of())) {
            assertThat(
                            authorizer.check(
                                    header(claims -> {
                                        claims.put("scope", scope);
                                        claims.put("scp", "orders:admin");
                                    }),
                                    READ))
                    .isInstanceOf(Verdict.Forbidden.class);
        }
        allowed(claims -> {
            claims.put("scope", null);
            claims.put("scp", "orders:admin");
        });
    }

    @Test
    void a_token_is_checked_before_its_scopes() {
        assertInvalid(
                header(claims -> {
                    claims.put("scope", "nothing");
                    claims.put("exp", 1);
                }),
                "the token has expired");
    }

    @Test
    void claims_are_handed_on_as_texts_the_way_api_gateway_writes_them() {
        Verdict.Allowed allowed =
                allowed(claims -> {
                    claims.put("customer_id", List.of("c-1", 2));
                    claims.put("big", 12_345_678_901L);
                    claims.put("half", 0.5);
                    claims.put("yes", true);
                    claims.put("nested", Map.of("b", 1, "a", List.of()));
                });

        assertThat(allowed.claims())
                .containsEntry("sub", "c-1")
                .containsEntry("customer_id", "[c-1 2]")
                .containsEntry("big", "12345678901")
                .containsEntry("half", "0.5")
                .containsEntry("yes", "true")
                .containsEntry("nested", "map[a:[] b:1]")
                .containsEntry("exp", Long.toString(NOW.getEpochSecond() + 60));
    }

    @Test
    void a_token_of_ours_is_valid_from_now_until_its_end() {
        Grant grant = new Grant("u-1", "c-1", List.of("orders:read"), Duration.ofMinutes(5));
        String header = "Bearer " + new Tokens(KEYS, () -> NOW.plusMillis(900)).sign(grant);

        assertThat(new JwtAuthorizer(KEYS, () -> NOW.plusMillis(900)).check(header, READ))
                .isInstanceOfSatisfying(
                        Verdict.Allowed.class,
                        allowed ->
                                assertThat(allowed.claims())
                                        .containsEntry("sub", "u-1")
                                        .containsEntry("customer_id", "c-1")
                                        .containsEntry("scope", "orders:read"));
        assertThat(new JwtAuthorizer(KEYS, () -> NOW.plusSeconds(300)).check(header, READ))
                .isInstanceOf(Verdict.Unauthenticated.class);
    }

    private void assertInvalid(String header, String reason) {
        assertThat(authorizer.check(header, READ))
                .isInstanceOfSatisfying(
                        Verdict.Unauthenticated.class,
                        refused ->
                                assertThat(refused.challenge())
                                        .isEqualTo(
                                                "Bearer scope=\"\" error=\"invalid_token\""
                                                        + " error_description=\"%s\"",
                                                reason));
    }

    private Verdict.Allowed allowed(Consumer<Map<String, Object>> change) {
        Verdict verdict = authorizer.check(header(change), READ);
        assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
        return (Verdict.Allowed) verdict;
    }

    private static String header(Consumer<Map<String, Object>> change) {
        return "Bearer " + token(change);
    }

    /** A token that is valid but for what is changed. */
    private static String token(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims();
        change.accept(claims);
        claims.values().removeAll(Collections.singleton(null));
        try {
            RSAKey key = KEYS.signingKey();
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
            JWSObject token = new JWSObject(header, new Payload(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer)
            throws Exception {
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(algorithm).keyID(keyId).build(),
                        new Payload(claims()));
        token.sign(signer);
        return token.serialize();
    }

    private static Map<String, Object> claims() {
        return new HashMap<>(
                Map.of(
                        "iss",
                        Tokens.ISSUER,
                        "aud",
                        Tokens.AUDIENCE,
                        "sub",
                        "c-1",
                        "scope",
                        "orders:read",
                        "exp",
                        NOW.getEpochSecond() + 60));
    }

    @Test
    void a_route_of_nobody_but_administrators_asks_for_just_that() {
        assertThat(
                        authorizer.check(
                                header(claims -> claims.put("scope", "orders:write")),
                                new TreeSet<>(List.of("orders:admin"))))
                .isInstanceOf(Verdict.Forbidden.class);
    }
}
