package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may call each function, by its resource policy. API Gateway calls with the ARN {@code
 * api/stage/METHOD/path} for a route and {@code api/stage/$default} for the default route. The
 * policy compares it as ArnLike does: in each of the six parts between colons, {@code *} stands for
 * any characters, slashes included.
 */
class CallPermissionsTest {

    private static final String API = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/";

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack = Synthesised.standard();
    }

    @Test
    void each_route_may_call_its_function_and_the_default_route_too() {
        Map<String, JsonNode> routes = stack.all("AWS::ApiGatewayV2::Route");

        assertThat(routes).hasSizeGreaterThan(50);
        for (JsonNode route : routes.values()) {
            String key = route.get("RouteKey").asText();
            assertThat(permitted(function(route), calling("$default", key)))
                    .as("%s may call %s", key, function(route))
                    .isTrue();
        }
        assertThat(routes.values())
                .extracting(route -> route.get("RouteKey").asText())
                .contains("$default");
    }

    @Test
    void a_function_is_called_by_this_api_by_the_rules_and_by_nobody_else() {
        Map<String, List<String>> callers = new TreeMap<>();
        for (JsonNode permission : stack.all("AWS::Lambda::Permission").values()) {
            assertThat(permission.get("Action").asText()).isEqualTo("lambda:InvokeFunction");
            assertThat(names(permission))
                    .containsExactly("Action", "FunctionName", "Principal", "SourceArn");
            callers.computeIfAbsent(
                            Synthesised.text(permission.get("FunctionName")),
                            absent -> new ArrayList<>())
                    .add(permission.get("Principal").asText() + " " + source(permission));
        }

        String anyRoute = "apigateway.amazonaws.com " + API + "*/*/*";
        assertThat(callers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "${CommandFunctionAlias}",
                                List.of(anyRoute),
                                "${QueryFunctionAlias}",
                                List.of(anyRoute),
                                "${OperationsApiFunctionAlias}",
                                List.of(anyRoute),
                                "${ReferenceFunctionAlias}",
                                List.of("apigateway.amazonaws.com " + API + "*/*"),
                                "${OperationsFunctionAlias}",
                                List.of(
                                        "events.amazonaws.com ${Tick.Arn}",
                                        "events.amazonaws.com ${Work.Arn}")));
        assertThat(stack.all("AWS::Lambda::Url")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CommandFunction", "QueryFunction", "OperationsApiFunction"})
    void a_function_that_serves_no_default_route_may_not_be_called_by_one(String function) {
        assertThat(permitted("${" + function + "Alias}", calling("$default", "$default")))
                .isFalse();
    }

    @Test
    void no_function_may_be_called_by_another_api_region_or_account() {
        String own = calling("$default", "GET /health");
        for (String other :
                List.of(
                        own.replace("a1b2c3d4e5", "f6g7h8i9j0"),
                        own.replace("a1b2c3d4e5", "a1b2c3d4e5f6"),
                        own.replace("eu-central-1", "eu-west-1"),
                        own.replace("123456789012", "210987654321"))) {
            for (FunctionDefinition function : FunctionDefinition.values()) {
                assertThat(permitted("${" + function.id() + "Alias}", other))
                        .as("%s may call %s", other, function.id())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,      $default/$default,              true",
        "*/*,      prod/$default,                  true",
        "*/*,      $default/GET/docs/reference.js, true",
        "*/*/*,    $default/GET/health,            true",
        "*/*/*,    $default/GET/orders/{order_id}, true",
        "*/*/*,    $default/$default,              false",
        "*/*/x,    $default/GET/health,            false",
        "*/GE?/*,  prod/GET/health,                true",
        "prod/*/*, $default/GET/health,            false"
    })
    void a_pattern_is_compared_as_ArnLike_does(String pattern, String calling, boolean matches) {
        assertThat(isLike(API + calling, API + pattern)).isEqualTo(matches);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.properties().forEach(member -> names.add(member.getKey()));
        return names;
    }

    private static String calling(String stage, String routeKey) {
        return API + stage + "/" + routeKey.replace(" /", "/");
    }

    private static boolean permitted(String function, String calling) {
        return stack.all("AWS::Lambda::Permission").values().stream()
                .filter(permission ->
                        Synthesised.text(permission.get("FunctionName")).equals(function))
                .filter(permission ->
                        permission.get("Principal").asText().equals("apigateway.amazonaws.com"))
                .anyMatch(permission -> isLike(calling, source(permission)));
    }

    private static boolean isLike(String arn, String pattern) {
        String[] parts = arn.split(":", 6);
        String[] patterns = pattern.split(":", 6);
        for (int i = 0; i < parts.length; i++) {
            String regex =
                    Pattern.quote(patterns[i]).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            if (!parts[i].matches(regex)) {
                return false;
            }
        }
        return true;
    }

    /** With names for what only a deployment knows. */
    private static String source(JsonNode permission) {
        return Synthesised.text(permission.get("SourceArn"))
                .replace("${AWS::Partition}", "aws")
                .replace("${AWS::Region}", "eu-central-1")
                .replace("${AWS::AccountId}", "123456789012")
                .replace("${Api}", "a1b2c3d4e5");
    }

    /** The alias that a route's integration calls. */
    private static String function(JsonNode route) {
        String integration = route.at("/Target/Fn::Join/1/1/Ref").asText();
        return Synthesised.text(stack.resource(integration).at("/Properties/IntegrationUri"));
    }
}
