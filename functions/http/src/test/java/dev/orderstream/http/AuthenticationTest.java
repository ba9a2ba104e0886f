package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.orderstream.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions make of claims, of which they trust the signer and not the form. */
class AuthenticationTest {

    private static final Route READ =
            new Route("GET", "/orders/{order_id}", Route.Target.QUERY, Scope.READ);
    private static final Route OPEN = new Route("GET", "/health", Route.Target.QUERY, Scope.NONE);

    @ParameterizedTest
    @CsvSource({
        "scope, orders:read, true",
        "scope, ' x  orders:read ', true",
        "scope, [orders:read orders:write], true",
        "scope, [orders:admin], true",
        "scp, [orders:read], true",
        "scp, orders:read, true",
        "scope, orders:write, false",
        "scope, ORDERS:READ, false",
        "scope, 'orders:read,orders:write', false",
        "scope, '[orders:read', false",
        "scope, map[orders:read:true], false",
        "scope, <nil>, false",
        "scope, [], false",
        "scopes, orders:read, false"
    })
    void scopes_are_words_or_a_list_in_either_claim(String claim, String value, boolean allowed) {
        Principal principal = principal(Map.of("sub", "u-1", claim, value));

        assertThat(principal.allows(Scope.READ)).isEqualTo(allowed);
    }

    @Test
    void without_claims_nobody_is_let_in_but_where_nobody_need_be_known() {
        APIGatewayV2HTTPEvent event = Samples.api("create-order-without-claims");

        assertThatThrownBy(() -> Authentication.JWT.principal(event, READ))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().headers())
                                        .containsEntry("WWW-Authenticate", "Bearer"));
        assertThat(Authentication.JWT.principal(event, OPEN).scopes()).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "  ")
    void claims_without_a_subject_are_as_good_as_none(String subject) {
        Map<String, String> claims = new HashMap<>(Map.of("scope", "orders:admin"));
        claims.put("sub", subject);

        assertThatThrownBy(() -> principal(claims)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"[c-1 c-2]", "c-1 ", "C-1", "*", "<nil>", "c-1\n", "Customer-c-1"})
    void a_customer_that_is_none_owns_nothing(String customer) {
        Map<String, String> claims =
                new HashMap<>(Map.of("sub", "u-1", "scope", "orders:read", "scp", "orders:write"));
        claims.put("customer_id", customer);
        Principal principal = principal(claims);

        assertThatThrownBy(() -> principal.requireCustomer("c-1"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> principal.onlyCustomer(AuthenticationTest::known))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(403));
    }

    @Test
    void a_null_among_the_claims_is_no_scope() {
        Map<String, String> claims = new HashMap<>(Map.of("sub", "u-1"));
        claims.put("scope", null);

        assertThat(principal(claims).allows(Scope.READ)).isFalse();
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter("c-1"::equals);
    }

    private static Principal principal(Map<String, String> claims) {
        APIGatewayV2HTTPEvent event = Samples.api("get-order");
        event.getRequestContext().getAuthorizer().getJwt().setClaims(claims);
        return Authentication.JWT.principal(event, READ);
    }
}
