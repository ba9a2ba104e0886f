package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions make of claims, of which they trust the signer and not the form. */
class AuthenticationTest {

    private static final Route READ =
            new Route("GET", "/orders/{order_id}", Route.Target.QUERY, Scope.READ);
    private static final Route OPERATE =
            new Route("GET", "/projections", Route.Target.OPERATIONS, Scope.ADMIN);
    private static final Route OPEN = new Route("GET", "/health", Route.Target.QUERY, Scope.NONE);

    private static final Authentication JWT = Authentication.of("jwt", ClaimSettings.STANDARD);

    @ParameterizedTest
    @CsvSource({
        "scope, orders:read, true",
        "scope, ' x  orders:read ', true",
        "scp, orders:read, true",
        "scope, [orders:read orders:write], false",
        "scope, [orders:admin], false",
        "scp, [orders:read], false",
        "scope, orders:write, false",
        "scope, ORDERS:READ, false",
        "scope, 'orders:read,orders:write', false",
        "scope, '\"orders:read\"', false",
        "scope, '[orders:read', false",
        "scope, x [y] orders:read, false",
        "scope, map[orders:read:true], false",
        "scope, map[a:x orders:read y:z], false",
        "scope, '{\"a\":\"x orders:read y\"}', false",
        "scope, <nil>, false",
        "scope, [], false",
        "scope, '', false",
        "scopes, orders:read, false"
    })
    void without_the_token_only_a_text_that_can_be_nothing_else_has_scopes(
            String claim, String value, boolean allowed) {
        Principal principal = principal(Map.of("sub", "u-1", claim, value));

        assertThat(principal.allows(Scope.READ)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\t", "\n", "\r", "\u00a0", "\u2003", "\u0085", "\u000b", ",", ";", "+"})
    void words_are_between_spaces_and_nothing_else(String separator) {
        String scope = "orders:read" + separator + "orders:admin";

        assertThat(principal(Map.of("sub", "u-1", "scope", scope)).scopes()).containsExactly(scope);
    }

    /** Each claim as the token has it and as API Gateway hands it on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'scope':'orders:read'}                    | orders:read                  | read",
                "{'scope':'orders:admin orders:read'}       | orders:admin orders:read     | both",
                "{'scope':['orders:read']}                  | [orders:read]                | read",
                "{'scope':['orders:read','orders:admin']}   | [orders:read orders:admin]   | both",
                "{'scope':['orders:read','x orders:admin']} | [orders:read x orders:admin] | read",
                "{'scope':['x orders:admin']}               | [x orders:admin]             | none",
                "{'scope':['orders:read orders:admin']}     | [orders:read orders:admin]   | none",
                "{'scope':'[orders:read x orders:admin]'}   | [orders:read x orders:admin] | none",
                "{'scope':'[orders:admin]'}                 | [orders:admin]               | none",
                "{'scope':'[x orders:admin y]'}             | [x orders:admin y]           | none",
                "{'scope':'x[y] orders:read'}               | x[y] orders:read             | read",
                "{'scope':[['orders:admin']]}               | [[orders:admin]]             | none",
                "{'scope':['orders:admin',1]}               | [orders:admin 1]             | none",
                "{'scope':['orders:admin',null]}            | [orders:admin <nil>]         | none",
                "{'scope':{'a':'x orders:admin y'}}         | map[a:x orders:admin y]      | none",
                "{'scope':{'orders:admin':true}}            | map[orders:admin:true]       | none",
                "{'scope':true}                             | true                         | none",
                "{'scope':7}                                | 7                            | none",
                "{'scope':[]}                               | []                           | none",
                "{'scope':''}                               | ``                           | none",
                // Of another token than the authorizer has checked.
                "{'scope':'orders:admin'}                   | orders:read                  | none",
                "{'scope':['orders:admin']}                 | [orders:read]                | none",
                "{'scope':['x','orders:admin']}             | [x orders:read]              | none",
                "{}                                         | orders:admin                 | none"
            })
    void with_the_token_scopes_are_what_the_authorizer_has_found(
            String json, String text, String expected) {
        Principal principal = principal(Map.of("sub", "u-1", "scope", text), json);

        assertThat(principal.allows(Scope.READ)).isEqualTo(!expected.equals("none"));
        assertThat(principal.isAdmin()).isEqualTo(expected.equals("both"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders:read              | orders:admin             | read",
                "orders:read              | [orders:admin]           | read",
                "orders:read orders:admin | orders:read              | read",
                "orders:read orders:admin | x                        | read",
                "orders:read orders:admin | orders:admin             | both",
                "orders:admin             | orders:read orders:admin | both",
                "orders:admin             | orders:read              | none",
                "x                        | orders:read orders:admin | none",
                "''                       | orders:read              | none"
            })
    void of_both_claims_scope_counts_and_gives_no_more_than_scp_but_what_the_route_asks_for(
            String scope, String scp, String expected) {
        Principal principal = principal(Map.of("sub", "u-1", "scope", scope, "scp", scp));

        assertThat(principal.allows(Scope.READ)).isEqualTo(!expected.equals("none"));
        assertThat(principal.isAdmin()).isEqualTo(expected.equals("both"));
    }

    @Test
    void what_the_authorizer_has_found_for_the_route_suffices_whatever_the_other_claim_says() {
        APIGatewayV2HTTPEvent event =
                event(Map.of("sub", "u-1", "scope", "orders:admin", "scp", "x"), null);

        assertThat(JWT.principal(event, OPERATE).isAdmin()).isTrue();
        assertThat(JWT.principal(event, READ).isAdmin()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer %s,Bearer %s",
                "Basic %s",
                "Bearer a.b",
                "Bearer a.!.c",
                "Bearer a.e30.c.d",
                "Bearer a.eyJhIjoxLCJhIjoyfQ.c",
                "Bearer %s=",
                "Bearer %s==",
                "%s~",
                "Bearer %s.",
                ""
            })
    void a_token_that_can_not_be_read_is_refused(String header) {
        APIGatewayV2HTTPEvent event =
                event(
                        Map.of("sub", "u-1", "scope", "orders:admin"),
                        "{'sub':'u-1','scope':'orders:admin'}");
        String token = event.getHeaders().get("authorization").substring("Bearer ".length());
        event.setHeaders(Map.of("authorization", header.formatted(token, token)));

        assertUnreadable(event);
    }

    /** Another claim can't take from a claim what its type is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678901",
                "{'a':1,'a':2}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void a_token_with_a_claim_that_can_not_be_read_is_refused(String value) {
        assertUnreadable(
                event(
                        Map.of("sub", "1", "scope", "orders:admin"),
                        "{'sub':1,'scope':'orders:admin','odd':%s}".formatted(value)));
    }

    private static void assertUnreadable(APIGatewayV2HTTPEvent event) {
        assertThatThrownBy(() -> JWT.principal(event, OPERATE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(401);
                            assertThat(refused.problem().detail())
                                    .startsWith("The token can't be read.");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "-4.2", "1e+06", "true", "false", "null", "<nil>"})
    void without_a_token_what_may_be_no_text_is_none(String text) {
        assertThat(customer(text, null)).isNull();
        assertSubjectRefused(text, null);
    }

    @Test
    void a_token_is_read_with_its_scheme_in_any_case_or_bare() {
        APIGatewayV2HTTPEvent event =
                event(
                        Map.of("sub", "u-1", "scope", "[orders:admin]"),
                        "{'sub':'u-1','scope':['orders:admin']}");
        String token = event.getHeaders().get("authorization").substring("Bearer ".length());
        for (String header : new String[] {"Bearer " + token, "BEARER  " + token, " " + token}) {
            event.setHeaders(Map.of("Authorization", header));

            assertThat(JWT.principal(event, OPERATE).isAdmin()).isTrue();
        }
    }

    @Test
    void without_claims_nobody_is_let_in_but_where_nobody_need_be_known() {
        APIGatewayV2HTTPEvent event = Samples.api("create-order-without-claims");

        assertThatThrownBy(() -> JWT.principal(event, READ))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().headers())
                                        .containsEntry("WWW-Authenticate", "Bearer"));
        assertThat(JWT.principal(event, OPEN).scopes()).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "  ",
                "a b",
                " a",
                "a\tb",
                "a\n9  by forged",
                "a\u001b[2K",
                "\u0000",
                "a\u007f",
                "a\u0085",
                "a\u009b",
                "a\u00a0b",
                "a\u3000",
                "a\u2028b",
                "\u202eabc",
                "a\u200bb",
                "\ufeff",
                "\ue000",
                "\uD800",
                "\u0378",
                "\u3164",
                "a\u115f",
                "\u2800",
                "a\u034fb",
                "\ufe0f",
                "\uDB40\uDD00",
                "[a b]",
                "[a]"
            })
    void a_subject_that_is_not_seen_as_one_word_is_refused(String subject) {
        assertSubjectRefused(subject, null);
    }

    @Test
    void a_subject_has_128_characters_at_most() {
        String longest = "\uD83D\uDE00".repeat(64) + "ä".repeat(64);

        assertThat(principal(Map.of("sub", longest, "scope", "orders:read")).userId())
                .isEqualTo(longest);
        assertSubjectRefused(longest + "a", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u-1",
                "auth0|5f7c",
                "José",
                "山田",
                "a@b.example",
                "CN=x,O=y",
                "\uD83D\uDE00"
            })
    void a_subject_of_any_script_is_taken(String subject) {
        assertThat(principal(Map.of("sub", subject, "scope", "orders:read")).userId())
                .isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sub':42}     | 42",
                "{'sub':['a']}  | [a]",
                "{'sub':true}   | true",
                "{'sub':{}}     | map[]",
                "{'sub':null}   | <nil>",
                "{}             | u-1"
            })
    void a_subject_is_a_text(String json, String text) {
        assertSubjectRefused(text, json);
    }

    private static void assertSubjectRefused(@Nullable String subject, @Nullable String json) {
        Map<String, String> claims = new HashMap<>(Map.of("scope", "orders:admin"));
        claims.put("sub", subject);

        assertThatThrownBy(() -> JWT.principal(event(claims, json), READ))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(401);
                            assertThat(refused.problem().detail())
                                    .isEqualTo(
                                            "The token's sub must be a text of 1 to 128 visible"
                                                    + " characters.");
                            assertThat(refused.problem().headers())
                                    .containsEntry(
                                            "WWW-Authenticate", "Bearer error=\"invalid_token\"");
                        });
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "[c-1 c-2]",
                "[c-1]",
                "c-1 ",
                "c-1,c-2",
                "\"c-1\"",
                "*",
                "<nil>",
                "c-1\n",
                "c-1\u0000",
                ".",
                "..",
                "ü",
                " "
            })
    void a_customer_that_is_none_owns_nothing(String customer) {
        Map<String, String> claims = new HashMap<>(Map.of("sub", "u-1", "scope", "orders:write"));
        claims.put("customer_id", customer);
        Principal principal = principal(claims);

        assertThat(principal.customerId()).isNull();
        assertThatThrownBy(() -> principal.requireCustomer("c-1"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> principal.require(Scope.WRITE))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> principal.onlyCustomer(Optional::of))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(403));
    }

    @Test
    void a_customers_id_has_64_characters_at_most() {
        assertThat(customer("c".repeat(64), null)).isEqualTo("c".repeat(64));
        assertThat(customer("c".repeat(65), null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sub':'u-1','customer_id':'42'}    | 42      | true",
                "{'sub':'u-1','customer_id':42}      | 42      | false",
                "{'sub':'u-1','customer_id':4.2}     | 4.2     | false",
                "{'sub':'u-1','customer_id':true}    | true    | false",
                "{'sub':'u-1','customer_id':['c-1']} | [c-1]   | false",
                "{'sub':'u-1','customer_id':{}}      | map[]   | false",
                "{'sub':'u-1','customer_id':'c-2'}   | c-1     | false",
                "{'sub':'u-1'}                       | c-1     | false"
            })
    void a_customer_is_named_by_a_text_and_by_nothing_else(
            String json, String text, boolean named) {
        assertThat(customer(text, json)).isEqualTo(named ? text : null);
    }

    private static @Nullable String customer(String text, @Nullable String json) {
        return principal(Map.of("sub", "u-1", "customer_id", text), json).customerId();
    }

    @Test
    void claims_are_named_as_the_deployment_says() {
        Authentication cognito =
                Authentication.of("jwt", new ClaimSettings("custom:customer_id", "api/"));
        Map<String, String> claims =
                Map.of(
                        "sub", "u-1",
                        "customer_id", "c-1",
                        "custom:customer_id", "c-2",
                        "scope", "orders:admin api/orders:read api/api/orders:write");

        Principal principal = cognito.principal(event(claims, null), READ);

        assertThat(principal.customerId()).isEqualTo("c-2");
        assertThat(principal.scopes()).containsExactlyInAnyOrder("orders:read", "api/orders:write");
        assertThatThrownBy(() -> principal.require(Scope.ADMIN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().detail())
                                        .isEqualTo("The scope api/orders:admin is needed."));
    }

    @Test
    void with_a_prefix_both_claims_are_compared_as_the_token_has_them() {
        Authentication prefixed =
                Authentication.of("jwt", new ClaimSettings("customer_id", "api/"));
        APIGatewayV2HTTPEvent event =
                event(
                        Map.of(
                                "sub", "u-1",
                                "scope", "orders:read api/orders:read api/orders:admin",
                                "scp", "x"),
                        null);

        assertThat(prefixed.principal(event, READ).scopes()).containsExactly("orders:read");
        assertThat(prefixed.principal(event, OPERATE).scopes()).containsExactly("orders:admin");
    }

    @Test
    void a_null_among_the_claims_is_no_scope() {
        Map<String, String> claims = new HashMap<>(Map.of("sub", "u-1"));
        claims.put("scope", null);

        assertThat(principal(claims).allows(Scope.READ)).isFalse();
    }

    private static Principal principal(Map<String, String> claims) {
        return principal(claims, null);
    }

    private static Principal principal(Map<String, String> claims, @Nullable String json) {
        String complete =
                json == null || json.contains("'sub'")
                        ? json
                        : json.replaceFirst(
                                "\\{", json.equals("{}") ? "{'sub':'u-1'" : "{'sub':'u-1',");
        return JWT.principal(event(claims, complete), READ);
    }

    /** A call with these claims, and with a token of this payload, where there is one. */
    private static APIGatewayV2HTTPEvent event(Map<String, String> claims, @Nullable String json) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.getRequestContext().getAuthorizer().getJwt().setClaims(claims);
        if (json != null) {
            String payload =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            event.setHeaders(Map.of("authorization", "Bearer aGVhZA." + payload + ".c2lnbg"));
        }
        return event;
    }
}
