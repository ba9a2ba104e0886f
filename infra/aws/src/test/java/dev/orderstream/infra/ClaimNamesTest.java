package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A deployment whose issuer names things its own way: authorizer and functions know it alike. */
class ClaimNamesTest {

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack =
                Synthesised.of(
                        Map.of(
                                "issuer", "https://tokens.example.com/",
                                "audience", "orders",
                                "customerClaim", "custom:customer_id",
                                "scopePrefix", "api/"));
    }

    @Test
    void each_function_that_answers_callers_is_told() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            JsonNode variables =
                    stack.resource(definition.id()).at("/Properties/Environment/Variables");
            boolean answers = variables.has("AUTH_MODE");

            assertThat(variables.path("CUSTOMER_CLAIM").asText())
                    .isEqualTo(answers ? "custom:customer_id" : "");
            assertThat(variables.path("SCOPE_PREFIX").asText()).isEqualTo(answers ? "api/" : "");
        }
    }

    @Test
    void the_authorizer_asks_for_scopes_with_the_prefix() {
        ClaimSettings names = new ClaimSettings("custom:customer_id", "api/");
        for (JsonNode route : stack.all("AWS::ApiGatewayV2::Route").values()) {
            Set<String> asked = new TreeSet<>();
            route.path("AuthorizationScopes").forEach(scope -> asked.add(scope.asText()));

            assertThat(asked).isEqualTo(meant(route.get("RouteKey").asText(), names));
        }
    }

    private static Set<String> meant(String key, ClaimSettings names) {
        String bare =
                key.replaceFirst("^HEAD ", "GET ").replaceFirst(" " + Routes.PREFIX + "/", " /");
        List<Route> found =
                Routes.TABLE.routes().stream().filter(route -> route.key().equals(bare)).toList();
        return found.isEmpty() ? Set.of() : names.sufficientWords(found.getFirst().scope());
    }
}
