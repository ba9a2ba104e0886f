package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is deployed for others to use. No emulator has all of it, so the template is looked at. */
class StackTest {

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack = Synthesised.standard();
    }

    @Test
    void the_tables_are_those_of_the_definitions_and_no_read_table_is_among_them() {
        Map<String, JsonNode> tables = stack.all("AWS::DynamoDB::GlobalTable");

        assertThat(tables.values())
                .extracting(table -> table.get("TableName").asText())
                .containsExactlyInAnyOrder("orderstream-events", "orderstream-control");
        JsonNode events = table("EventTable");
        assertThat(events.get("KeySchema").toString())
                .isEqualTo(
                        "[{\"AttributeName\":\"stream_id\",\"KeyType\":\"HASH\"},"
                                + "{\"AttributeName\":\"version\",\"KeyType\":\"RANGE\"}]");
        assertThat(events.at("/StreamSpecification/StreamViewType").asText())
                .isEqualTo("NEW_IMAGE");
        assertThat(table("ControlTable").has("StreamSpecification")).isFalse();
        assertThat(stack.all("AWS::DynamoDB::Table")).isEmpty();
    }

    @Test
    void a_table_is_billed_by_request_encrypted_restorable_and_not_deleted_by_mistake() {
        for (String id : List.of("EventTable", "ControlTable")) {
            JsonNode table = table(id);
            assertThat(table.get("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
            assertThat(table.at("/SSESpecification/SSEEnabled").asBoolean()).isTrue();
            JsonNode replica = table.at("/Replicas/0");
            assertThat(replica.get("DeletionProtectionEnabled").asBoolean()).isTrue();
            assertThat(
                            replica.at("/PointInTimeRecoverySpecification")
                                    .get("PointInTimeRecoveryEnabled")
                                    .asBoolean())
                    .isTrue();
            assertThat(resourceLike(id).get("DeletionPolicy").asText()).isEqualTo("Retain");
        }
    }

    @Test
    void a_function_runs_on_java_25_and_arm_from_a_snapshot_behind_an_alias() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            JsonNode function = stack.resource(definition.id()).get("Properties");
            assertThat(function.get("Runtime").asText()).isEqualTo("java25");
            assertThat(function.get("Architectures").toString()).isEqualTo("[\"arm64\"]");
            assertThat(function.get("Handler").asText()).isEqualTo(definition.handler());
            assertThat(function.get("MemorySize").asInt()).isEqualTo(1_769);
            assertThat(function.at("/SnapStart/ApplyOn").asText(""))
                    .isEqualTo(definition.called() ? "PublishedVersions" : "");
        }
        assertThat(stack.all("AWS::Lambda::Alias")).hasSize(FunctionDefinition.values().length);
        assertThat(stack.all("AWS::Lambda::Alias").values())
                .allMatch(alias -> alias.get("Name").asText().equals("live"));
    }

    @Test
    void an_answer_comes_before_api_gateway_gives_up() {
        assertThat(timeouts())
                .containsOnly(
                        entry("CommandFunction", 29),
                        entry("QueryFunction", 29),
                        entry("OperationsApiFunction", 29),
                        entry("ReferenceFunction", 29),
                        entry("ProjectorFunction", 60),
                        entry("OperationsFunction", 900),
                        entry("SetupFunction", 180));
    }

    private static Map<String, Integer> timeouts() {
        Map<String, Integer> timeouts = new TreeMap<>();
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            timeouts.put(
                    definition.id(),
                    stack.resource(definition.id()).at("/Properties/Timeout").asInt());
        }
        return timeouts;
    }

    @Test
    void no_concurrency_is_reserved_since_a_new_account_has_none_to_give() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            assertThat(reserved(stack, definition)).isZero();
        }
        assertThat(waitsMax(stack)).isEqualTo(5);
    }

    @Test
    void concurrency_that_is_chosen_is_reserved_for_queries_alone_and_half_of_it_may_wait() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            assertThat(reserved(Synthesised.chosen(), definition))
                    .isEqualTo(definition == FunctionDefinition.QUERY ? 41 : 0);
        }
        assertThat(waitsMax(Synthesised.chosen())).isEqualTo(20);
    }

    private static int reserved(Synthesised of, FunctionDefinition definition) {
        return of.resource(definition.id()).at("/Properties/ReservedConcurrentExecutions").asInt(0);
    }

    private static int waitsMax(Synthesised of) {
        return of.resource("QueryFunction")
                .at("/Properties/Environment/Variables/WAITS_MAX")
                .asInt();
    }

    @Test
    void traces_are_sent_only_where_they_are_chosen() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            assertThat(stack.resource(definition.id()).at("/Properties/TracingConfig").isEmpty())
                    .isTrue();
            assertThat(
                            Synthesised.chosen()
                                    .resource(definition.id())
                                    .at("/Properties/TracingConfig/Mode")
                                    .asText())
                    .isEqualTo("Active");
        }
        assertThat(stack.resources().toString()).doesNotContain("xray:");
    }

    @Test
    void the_key_that_is_chosen_encrypts_the_tables_of_the_stack_and_those_that_rebuilds_make() {
        assertThat(keys(stack)).containsOnly("none");
        assertThat(readTableKey(stack)).isEqualTo("alias/aws/dynamodb");

        assertThat(keys(Synthesised.chosen())).containsOnly("${TableKey.Arn}");
        assertThat(readTableKey(Synthesised.chosen())).isEqualTo("${TableKey.Arn}");
        // Without it the tables, which stay as well, could not be read any more.
        String key = Synthesised.chosen().all("AWS::KMS::Key").keySet().iterator().next();
        assertThat(Synthesised.chosen().resource(key).get("DeletionPolicy").asText())
                .isEqualTo("Retain");

        assertThat(keys(Synthesised.withKey())).containsOnly(Synthesised.KEY_ARN);
        assertThat(readTableKey(Synthesised.withKey())).isEqualTo(Synthesised.KEY_ARN);
        assertThat(Synthesised.withKey().all("AWS::KMS::Key")).isEmpty();
    }

    private static List<String> keys(Synthesised of) {
        return of.all("AWS::DynamoDB::GlobalTable").values().stream()
                .map(table -> {
                    assertThat(table.at("/SSESpecification/SSEEnabled").asBoolean()).isTrue();
                    assertThat(table.at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
                    JsonNode key = table.at("/Replicas/0/SSESpecification/KMSMasterKeyId");
                    return key.isMissingNode() ? "none" : Synthesised.text(key);
                })
                .toList();
    }

    private static String readTableKey(Synthesised of) {
        return Synthesised.text(
                of.resource("SetupFunction")
                        .at("/Properties/Environment/Variables/READ_TABLE_KEY"));
    }

    @Test
    void each_resource_that_takes_tags_has_those_of_the_stack() {
        Set<String> tagged = new TreeSet<>();
        stack.resources()
                .properties()
                .forEach(resource -> {
                    String type = resource.getValue().get("Type").asText();
                    if (!UNTAGGED.contains(type)) {
                        assertThat(tags(resource.getValue().get("Properties")))
                                .as(resource.getKey())
                                .containsEntry("application", "orderstream")
                                .containsEntry("stack", "orderstream");
                        tagged.add(type);
                    }
                });

        assertThat(tagged)
                .contains(
                        "AWS::DynamoDB::GlobalTable",
                        "AWS::Lambda::Function",
                        "AWS::ApiGatewayV2::Api",
                        "AWS::IAM::Role",
                        "AWS::CloudWatch::Alarm",
                        "AWS::Logs::LogGroup");
    }

    /** CloudFormation knows no tags of these. */
    private static final Set<String> UNTAGGED =
            Set.of(
                    "AWS::ApiGatewayV2::Authorizer",
                    "AWS::ApiGatewayV2::Integration",
                    "AWS::ApiGatewayV2::Route",
                    "AWS::CloudWatch::Dashboard",
                    "AWS::Lambda::Alias",
                    "AWS::Lambda::EventInvokeConfig",
                    "AWS::Lambda::Permission",
                    "AWS::Lambda::Version",
                    "AWS::Logs::MetricFilter",
                    "AWS::SNS::Subscription",
                    "AWS::SNS::TopicPolicy",
                    "Custom::Trigger");

    /** A list of key and value, a map, or in a table of each replica. */
    private static Map<String, String> tags(JsonNode properties) {
        JsonNode tags =
                properties.has("Tags") ? properties.get("Tags") : properties.at("/Replicas/0/Tags");
        Map<String, String> all = new TreeMap<>();
        tags.forEach(tag -> {
            if (tag.isObject()) {
                all.put(tag.get("Key").asText(), tag.get("Value").asText());
            }
        });
        if (tags.isObject()) {
            tags.properties().forEach(tag -> all.put(tag.getKey(), tag.getValue().asText()));
        }
        return all;
    }

    @Test
    void a_handler_is_in_the_package_that_it_is_deployed_from() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            String module = definition.zip().replaceFirst("/target/.*", "");

            assertThat(handlersOrigin(definition)).contains("/" + module + "/target/");
        }
    }

    private static String handlersOrigin(FunctionDefinition definition) {
        try {
            return Class.forName(definition.handler())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sam_finds_each_function_by_its_name_and_its_package_beside_the_template() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            JsonNode metadata = stack.resource(definition.id()).get("Metadata");

            assertThat(metadata.get("aws:asset:property").asText()).isEqualTo("Code");
            assertThat(stack.file.resolveSibling(metadata.get("aws:asset:path").asText()))
                    .exists()
                    .hasExtension("zip");
        }
    }

    @Test
    void functions_are_told_what_they_read_and_no_secret() {
        String tables = "TABLE_PREFIX=orderstream";
        assertThat(environment(FunctionDefinition.COMMAND))
                .containsExactly("AUTH_MODE=jwt", "DEFAULT_CURRENCY=CHF", "INVENTORY=off", tables);
        assertThat(environment(FunctionDefinition.QUERY))
                .containsExactly(
                        "AUTH_MODE=jwt", "CURSOR_KEYS_SECRET=${CursorKeys}", tables, "WAITS_MAX=5");
        assertThat(environment(FunctionDefinition.OPERATIONS_API))
                .containsExactly("AUTH_MODE=jwt", tables);
        assertThat(environment(FunctionDefinition.REFERENCE)).isEmpty();
        assertThat(environment(FunctionDefinition.PROJECTOR)).containsExactly(tables);
        assertThat(environment(FunctionDefinition.OPERATIONS)).containsExactly(tables);
        assertThat(environment(FunctionDefinition.SETUP))
                .containsExactly(
                        "READ_TABLE_KEY=alias/aws/dynamodb",
                        "READ_TABLE_TAGS=application=orderstream,stack=orderstream",
                        tables);
    }

    private static List<String> environment(FunctionDefinition definition) {
        return stack
                .resource(definition.id())
                .at("/Properties/Environment/Variables")
                .properties()
                .stream()
                .map(entry -> entry.getKey() + "=" + Synthesised.text(entry.getValue()))
                .sorted()
                .toList();
    }

    @Test
    void each_line_of_the_route_table_is_a_route_with_and_without_prefix_and_with_its_scopes() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("$default", "NONE [] ReferenceFunctionAlias");
        for (Route route : Routes.TABLE.routes()) {
            for (String prefix : List.of("", "/api/v1")) {
                String meant = meant(route);
                expected.put(route.method() + " " + prefix + route.template(), meant);
                if (route.method().equals("GET")) {
                    expected.put("HEAD " + prefix + route.template(), meant);
                }
            }
        }

        assertThat(deployedRoutes()).isEqualTo(expected);
        assertThat(deployedRoutes())
                .containsEntry("GET /health", "NONE [] ReferenceFunctionAlias")
                .containsEntry("GET /api/v1/openapi", "NONE [] ReferenceFunctionAlias")
                .containsEntry("HEAD /docs", "NONE [] ReferenceFunctionAlias")
                .containsEntry("GET /docs/swagger-ui.js", "NONE [] ReferenceFunctionAlias")
                .containsEntry(
                        "POST /api/v1/orders",
                        "JWT [orders:admin, orders:write] CommandFunctionAlias")
                .containsEntry(
                        "HEAD /projections", "JWT [orders:admin] OperationsApiFunctionAlias");
    }

    private static String meant(Route route) {
        String scopes = route.scope().sufficientWords().toString();
        String function =
                switch (route.target()) {
                    case COMMAND -> "CommandFunctionAlias";
                    case QUERY -> "QueryFunctionAlias";
                    case OPERATIONS -> "OperationsApiFunctionAlias";
                    case REFERENCE -> "ReferenceFunctionAlias";
                };
        return (scopes.equals("[]") ? "NONE " : "JWT ") + scopes + " " + function;
    }

    private static Map<String, String> deployedRoutes() {
        Map<String, String> routes = new TreeMap<>();
        for (JsonNode route : stack.all("AWS::ApiGatewayV2::Route").values()) {
            String integration = route.at("/Target/Fn::Join/1/1/Ref").asText();
            String function =
                    Synthesised.text(stack.resource(integration).at("/Properties/IntegrationUri"));
            routes.put(
                    route.get("RouteKey").asText(),
                    "%s %s %s"
                            .formatted(
                                    route.path("AuthorizationType").asText("NONE"),
                                    route.has("AuthorizationScopes")
                                            ? Synthesised.texts(route.get("AuthorizationScopes"))
                                            : List.of(),
                                    function.substring(2, function.length() - 1)));
        }
        return routes;
    }

    @Test
    void tokens_are_those_of_the_issuer_for_the_audience() {
        JsonNode authorizer = stack.only("AWS::ApiGatewayV2::Authorizer");

        assertThat(authorizer.get("AuthorizerType").asText()).isEqualTo("JWT");
        assertThat(authorizer.get("JwtConfiguration").toString())
                .isEqualTo(
                        "{\"Audience\":[\"orders\"],\"Issuer\":\"https://tokens.example.com/\"}");
        assertThat(authorizer.get("IdentitySource").toString())
                .isEqualTo("[\"$request.header.Authorization\"]");
    }

    @Test
    void the_stage_lets_in_as_many_requests_as_the_local_run() {
        JsonNode stage = stack.only("AWS::ApiGatewayV2::Stage");

        assertThat(stage.get("StageName").asText()).isEqualTo("$default");
        assertThat(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt())
                .isEqualTo(Routes.REQUESTS_PER_SECOND_MAX);
        assertThat(stage.at("/DefaultRouteSettings/ThrottlingBurstLimit").asInt())
                .isEqualTo(Routes.REQUESTS_BURST_MAX);
    }

    @Test
    void open_routes_have_throttles_of_their_own() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("$default", "");
        for (Route route : Routes.TABLE.routes()) {
            if (route.scope().sufficientWords().isEmpty()) {
                for (String prefix : List.of("", "/api/v1")) {
                    expected.put("GET " + prefix + route.template(), "");
                    expected.put("HEAD " + prefix + route.template(), "");
                }
            }
        }
        assertThat(expected).containsKeys("GET /health", "HEAD /api/v1/docs", "GET /openapi");
        expected.replaceAll((key, none) -> "{burst=200, rate=100}");

        for (Synthesised each : List.of(stack, Synthesised.developer())) {
            Map<String, String> throttled = new TreeMap<>();
            each.only("AWS::ApiGatewayV2::Stage")
                    .get("RouteSettings")
                    .properties()
                    .forEach(route ->
                            throttled.put(
                                    route.getKey(),
                                    new TreeMap<>(
                                                    Map.of(
                                                            "burst",
                                                            route.getValue()
                                                                    .get("ThrottlingBurstLimit"),
                                                            "rate",
                                                            route.getValue()
                                                                    .get("ThrottlingRateLimit")))
                                            .toString()));
            assertThat(throttled).isEqualTo(expected);
        }
    }

    @Test
    void the_stage_waits_for_the_routes_that_it_throttles() {
        String id = stack.all("AWS::ApiGatewayV2::Stage").keySet().iterator().next();
        Set<String> waitedFor = new TreeSet<>();
        stack.resource(id)
                .get("DependsOn")
                .forEach(other -> {
                    JsonNode route = stack.resource(other.asText());
                    if (route.get("Type").asText().equals("AWS::ApiGatewayV2::Route")) {
                        waitedFor.add(route.at("/Properties/RouteKey").asText());
                    }
                });

        Set<String> throttled = new TreeSet<>();
        stack.only("AWS::ApiGatewayV2::Stage")
                .get("RouteSettings")
                .properties()
                .forEach(route -> throttled.add(route.getKey()));
        assertThat(waitedFor).isEqualTo(throttled);
    }

    @Test
    void api_gateways_own_address_is_off_only_where_that_is_chosen() {
        assertThat(
                        stack.only("AWS::ApiGatewayV2::Api")
                                .path("DisableExecuteApiEndpoint")
                                .asBoolean())
                .isFalse();
        assertThat(
                        Synthesised.chosen()
                                .only("AWS::ApiGatewayV2::Api")
                                .get("DisableExecuteApiEndpoint")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void the_access_log_is_json_and_has_nothing_that_a_caller_sent() throws Exception {
        String format =
                stack.only("AWS::ApiGatewayV2::Stage").at("/AccessLogSettings/Format").asText();

        Map<String, String> logged = new TreeMap<>();
        new ObjectMapper()
                .readTree(format)
                .properties()
                .forEach(member -> logged.put(member.getKey(), member.getValue().asText()));
        assertThat(logged)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                entry("request_id", "$context.requestId"),
                                entry("time", "$context.requestTime"),
                                entry("method", "$context.httpMethod"),
                                entry("route", "$context.routeKey"),
                                // By these two the metrics of refused requests are made.
                                entry("stack", "orderstream"),
                                entry("status", "$context.status"),
                                entry("bytes", "$context.responseLength"),
                                entry("duration_ms", "$context.responseLatency"),
                                entry("function_ms", "$context.integrationLatency"),
                                entry("function_status", "$context.integrationStatus"),
                                entry("error", "$context.error.responseType"),
                                // Texts of API Gateway: why it refused a token, why a call failed.
                                entry("authorizer_error", "$context.authorizer.error"),
                                entry("integration_error", "$context.integrationErrorMessage")));
    }

    @Test
    void pages_of_the_named_origins_may_call_and_read_what_they_need() {
        JsonNode cors = stack.only("AWS::ApiGatewayV2::Api").get("CorsConfiguration");

        assertThat(Synthesised.texts(cors.get("AllowOrigins")))
                .containsExactly("https://shop.example.com");
        assertThat(Synthesised.texts(cors.get("AllowMethods")))
                .containsExactly("DELETE", "GET", "HEAD", "POST", "PUT");
        assertThat(Synthesised.texts(cors.get("AllowHeaders")))
                .contains("Authorization", "Idempotency-Key", "If-Match", "If-None-Match");
        assertThat(Synthesised.texts(cors.get("ExposeHeaders")))
                .contains("ETag", "Location", "Link", "Idempotent-Replayed");
        assertThat(cors.path("AllowCredentials").asBoolean()).isFalse();
    }

    @Test
    void a_developers_stack_is_small_open_and_leaves_nothing() {
        Synthesised small = Synthesised.developer();

        for (JsonNode function : small.all("AWS::Lambda::Function").values()) {
            assertThat(function.has("SnapStart")).isFalse();
            assertThat(function.has("ReservedConcurrentExecutions")).isFalse();
        }
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            assertThat(small.resource(definition.id()).at("/Properties/Architectures/0").asText())
                    .isEqualTo("x86_64");
        }
        assertThat(
                        small.resource("QueryFunction")
                                .at("/Properties/Environment/Variables/AUTH_MODE")
                                .asText())
                .isEqualTo("none");
        assertThat(small.all("AWS::ApiGatewayV2::Authorizer")).isEmpty();
        assertThat(small.all("AWS::DynamoDB::GlobalTable"))
                .allSatisfy((id, table) -> {
                    assertThat(table.get("TableName").asText()).startsWith("mine-");
                    assertThat(table.at("/Replicas/0/DeletionProtectionEnabled").asBoolean())
                            .isFalse();
                    assertThat(small.resource(id).get("DeletionPolicy").asText())
                            .isEqualTo("Delete");
                });
        assertThat(small.only("AWS::ApiGatewayV2::Api").has("CorsConfiguration")).isFalse();
    }

    private static JsonNode table(String id) {
        return resourceLike(id).get("Properties");
    }

    private static JsonNode resourceLike(String id) {
        return stack.all("AWS::DynamoDB::GlobalTable").keySet().stream()
                .filter(key -> key.startsWith(id))
                .map(stack::resource)
                .findFirst()
                .orElseThrow();
    }
}
