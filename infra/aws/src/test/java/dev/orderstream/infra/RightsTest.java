package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: whole lists, so that a right more is seen as well as one less. */
class RightsTest {

    private static final String EVENTS = "${EventTable.Arn}";
    private static final String CONTROL = "${ControlTable.Arn}";
    private static final String READ =
            "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orderstream-read-*";

    /** The CDK makes it, with the function that carries out its triggers. */
    private static final String PROVIDER_ROLE =
            "AWSCDKTriggerCustomResourceProviderCustomResourceProviderRoleE18FAF0A";

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack = Synthesised.standard();
    }

    @Test
    void commands_read_and_append_events() {
        assertThat(rights("CommandFunction"))
                .containsExactly(Map.entry(EVENTS, List.of("dynamodb:PutItem", "dynamodb:Query")));
    }

    @Test
    void queries_read_views_the_serving_generation_and_the_keys_of_cursors() {
        List<String> reads = List.of("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query");
        assertThat(rights("QueryFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                READ,
                                reads,
                                READ + "/index/*",
                                reads,
                                CONTROL + " of READ-MODEL",
                                List.of("dynamodb:GetItem"),
                                "${CursorKeys}",
                                List.of("secretsmanager:GetSecretValue")));
    }

    @Test
    void the_projector_reads_events_writes_views_and_keeps_notices_and_heartbeat() {
        assertThat(rights("ProjectorFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                EVENTS,
                                List.of("dynamodb:Query"),
                                READ,
                                List.of(
                                        "dynamodb:BatchWriteItem",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:UpdateItem"),
                                CONTROL,
                                List.of(
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:UpdateItem"),
                                "${EventTable.StreamArn}",
                                List.of(
                                        "dynamodb:DescribeStream",
                                        "dynamodb:GetRecords",
                                        "dynamodb:GetShardIterator"),
                                EVENTS + "/stream/*",
                                List.of("dynamodb:ListStreams")));
    }

    @Test
    void operations_send_a_heartbeat_read_all_events_and_make_write_and_remove_read_tables() {
        assertThat(rights("OperationsFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                EVENTS,
                                List.of(
                                        "dynamodb:DescribeTable",
                                        "dynamodb:PutItem",
                                        "dynamodb:Query",
                                        "dynamodb:Scan"),
                                READ,
                                List.of(
                                        "dynamodb:BatchGetItem",
                                        "dynamodb:BatchWriteItem",
                                        "dynamodb:CreateTable",
                                        "dynamodb:DeleteItem",
                                        "dynamodb:DeleteTable",
                                        "dynamodb:DescribeTable",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:Query",
                                        "dynamodb:Scan",
                                        "dynamodb:UpdateItem"),
                                READ + "/index/*",
                                List.of("dynamodb:Query"),
                                CONTROL,
                                List.of(
                                        "dynamodb:DeleteItem",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:Query",
                                        "dynamodb:UpdateItem")));
    }

    @Test
    void operators_requests_write_the_control_table_and_catch_views_up_but_make_no_table() {
        assertThat(rights("OperationsApiFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                EVENTS,
                                List.of("dynamodb:Query"),
                                READ,
                                List.of(
                                        "dynamodb:BatchWriteItem",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:UpdateItem"),
                                CONTROL,
                                List.of(
                                        "dynamodb:DeleteItem",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:Query",
                                        "dynamodb:UpdateItem")));
    }

    @Test
    void the_reference_function_has_no_right_but_to_write_its_log() {
        assertThat(rights("ReferenceFunction")).isEmpty();
    }

    @Test
    void setup_makes_read_tables_and_says_which_one_serves() {
        assertThat(rights("SetupFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                READ,
                                List.of("dynamodb:CreateTable", "dynamodb:DescribeTable"),
                                CONTROL + " of READ-MODEL",
                                List.of("dynamodb:GetItem", "dynamodb:PutItem")));
    }

    @Test
    void each_function_writes_its_own_log_and_nobody_has_rights_from_elsewhere() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            JsonNode role = role(definition.id());
            assertThat(role.has("ManagedPolicyArns")).isFalse();
            assertThat(role.at("/AssumeRolePolicyDocument/Statement/0/Principal").toString())
                    .isEqualTo("{\"Service\":\"lambda.amazonaws.com\"}");
            assertThat(all(definition.id()))
                    .containsEntry(
                            "${" + definition.id() + "Log.Arn}",
                            List.of("logs:CreateLogStream", "logs:PutLogEvents"));
        }
        assertThat(stack.all("AWS::IAM::Policy")).isEmpty();
        assertThat(stack.all("AWS::IAM::ManagedPolicy")).isEmpty();
    }

    @Test
    void the_CDKs_own_function_calls_setup_once_a_deployment_and_there_is_no_other_role() {
        JsonNode provider = stack.all("AWS::IAM::Role").get(PROVIDER_ROLE);
        assertThat(Synthesised.texts(provider.get("ManagedPolicyArns")))
                .singleElement()
                .asString()
                .contains("policy/service-role/AWSLambdaBasicExecutionRole");
        assertThat(rights(provider))
                .containsExactly(
                        Map.entry("${SetupFunction.Arn}:*", List.of("lambda:InvokeFunction")));

        List<String> roles = new ArrayList<>(List.of(PROVIDER_ROLE));
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            roles.add(roleId(definition.id()));
        }
        // Of CodeDeploy: RolloutTest.
        stack.all("AWS::IAM::Role").keySet().stream()
                .filter(id -> id.startsWith("RolloutRole"))
                .forEach(roles::add);
        assertThat(stack.all("AWS::IAM::Role")).containsOnlyKeys(roles);
    }

    @Test
    void nobody_updates_or_deletes_an_event() {
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            assertThat(all(definition.id()).getOrDefault(EVENTS, List.of()))
                    .isSubsetOf(
                            "dynamodb:Query",
                            "dynamodb:PutItem",
                            "dynamodb:Scan",
                            "dynamodb:DescribeTable");
        }
    }

    @Test
    void functions_are_called_by_the_api_the_tick_and_the_stream_and_by_nobody_else() {
        Map<String, String> callers = new TreeMap<>();
        stack.all("AWS::Lambda::Permission")
                .values()
                .forEach(permission ->
                        callers.put(
                                Synthesised.text(permission.get("FunctionName")),
                                permission.get("Principal").asText()
                                        + (permission.has("SourceArn") ? "" : " of anybody")));

        assertThat(callers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "${CommandFunctionAlias}", "apigateway.amazonaws.com",
                                "${QueryFunctionAlias}", "apigateway.amazonaws.com",
                                "${OperationsApiFunctionAlias}", "apigateway.amazonaws.com",
                                "${ReferenceFunctionAlias}", "apigateway.amazonaws.com",
                                "${OperationsFunctionAlias}", "events.amazonaws.com"));
        assertThat(stack.all("AWS::Lambda::Url")).isEmpty();
    }

    /** Without the log: of each resource the actions, by name. */
    private static Map<String, List<String>> rights(String function) {
        Map<String, List<String>> rights = all(function);
        rights.keySet().removeIf(resource -> resource.contains("Log."));
        return rights;
    }

    private static Map<String, List<String>> all(String function) {
        return rights(role(function));
    }

    private static Map<String, List<String>> rights(JsonNode role) {
        Map<String, TreeSet<String>> rights = new TreeMap<>();
        for (JsonNode policy : role.get("Policies")) {
            for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
                assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
                JsonNode condition = statement.path("Condition");
                String only =
                        condition.isMissingNode()
                                ? ""
                                : " of "
                                        + condition
                                                .at(
                                                        "/ForAllValues:StringEquals/dynamodb:LeadingKeys/0")
                                                .asText();
                for (String resource : Synthesised.texts(statement.get("Resource"))) {
                    rights.computeIfAbsent(resource + only, absent -> new TreeSet<>())
                            .addAll(Synthesised.texts(statement.get("Action")));
                }
            }
        }
        return rights.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> List.copyOf(entry.getValue()),
                                (one, other) -> one,
                                TreeMap::new));
    }

    private static JsonNode role(String function) {
        return stack.resource(roleId(function)).get("Properties");
    }

    private static String roleId(String function) {
        return stack.resource(function).at("/Properties/Role/Fn::GetAtt/0").asText();
    }
}
