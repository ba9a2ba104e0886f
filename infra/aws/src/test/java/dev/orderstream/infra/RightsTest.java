package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: whole lists, so that a right more is seen as well as one less. */
class RightsTest {

    private static final String EVENTS = "${EventTable.Arn}";
    private static final String CONTROL = "${ControlTable.Arn}";

    /** Any generation's, in the pattern of each first digit. */
    private static final String READ = "read tables";

    private static final Pattern READ_TABLE =
            Pattern.compile(
                    "arn:\\$\\{AWS::Partition}:dynamodb:\\$\\{AWS::Region}:\\$\\{AWS::AccountId}"
                            + ":table/orderstream-read-([1-9])\\*(/index/\\*)?");

    private static final String KEY = "${TableKey.Arn}";

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
    void queries_read_views_single_commits_the_lag_and_the_keys_of_cursors_and_lease_waits() {
        List<String> reads = List.of("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query");
        assertThat(rights("QueryFunction"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                READ,
                                reads,
                                READ + "/index/*",
                                reads,
                                EVENTS,
                                List.of("dynamodb:GetItem"),
                                CONTROL + " of READ-MODEL",
                                List.of("dynamodb:GetItem"),
                                CONTROL + " of HEARTBEAT",
                                List.of("dynamodb:Query"),
                                CONTROL + " of WAIT#*",
                                List.of("dynamodb:UpdateItem"),
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
                                CONTROL + " of DISCARDED#* READ-MODEL",
                                List.of("dynamodb:GetItem"),
                                CONTROL + " of HEARTBEAT",
                                List.of("dynamodb:PutItem"),
                                CONTROL + " of HEARTBEAT PARKED#* READ-MODEL",
                                List.of("dynamodb:UpdateItem"),
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
                                        "dynamodb:Query",
                                        "dynamodb:Scan"),
                                EVENTS + " of Heartbeat-*",
                                List.of("dynamodb:PutItem"),
                                READ,
                                List.of(
                                        "dynamodb:BatchGetItem",
                                        "dynamodb:BatchWriteItem",
                                        "dynamodb:ConditionCheckItem",
                                        "dynamodb:CreateTable",
                                        "dynamodb:DeleteItem",
                                        "dynamodb:DeleteTable",
                                        "dynamodb:DescribeTable",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem",
                                        "dynamodb:Query",
                                        "dynamodb:Scan",
                                        "dynamodb:TagResource",
                                        "dynamodb:UpdateItem"),
                                READ + "/index/*",
                                List.of("dynamodb:Query"),
                                CONTROL + " of DISCARDED#* OPERATION#* PARKED#* READ-MODEL",
                                List.of("dynamodb:GetItem"),
                                CONTROL + " of PARKED#* RUNNING",
                                List.of("dynamodb:DeleteItem"),
                                CONTROL + " of HEARTBEAT PARKED#* RUNNING",
                                List.of("dynamodb:Query"),
                                CONTROL + " of HEARTBEAT OPERATION#* READ-MODEL",
                                List.of("dynamodb:PutItem"),
                                CONTROL + " of HEARTBEAT PARKED#* READ-MODEL",
                                List.of("dynamodb:UpdateItem")));
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
                                CONTROL + " of DISCARDED#* OPERATION#* PARKED#* READ-MODEL",
                                List.of("dynamodb:GetItem"),
                                CONTROL + " of PARKED#* RUNNING",
                                List.of("dynamodb:DeleteItem"),
                                CONTROL + " of HEARTBEAT PARKED#* RUNNING",
                                List.of("dynamodb:Query"),
                                CONTROL + " of DISCARDED#* OPERATION#* READ-MODEL RUNNING",
                                List.of("dynamodb:PutItem"),
                                CONTROL + " of PARKED#* READ-MODEL",
                                List.of("dynamodb:UpdateItem")));
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
                                List.of(
                                        "dynamodb:CreateTable",
                                        "dynamodb:DescribeTable",
                                        "dynamodb:TagResource"),
                                CONTROL + " of READ-MODEL",
                                List.of("dynamodb:GetItem", "dynamodb:PutItem")));
    }

    @Test
    void rights_on_read_tables_match_each_generation_and_no_table_of_another_prefix() {
        List<Pattern> patterns = new ArrayList<>();
        for (JsonNode statement : statements(role("QueryFunction"))) {
            Synthesised.texts(statement.get("Resource")).stream()
                    .filter(resource -> resource.contains("-read-"))
                    .filter(resource -> !resource.endsWith("/index/*"))
                    .map(resource -> resource.replaceFirst(".*:table/", ""))
                    .map(name -> Pattern.compile(name.replace("*", ".*")))
                    .forEach(patterns::add);
        }

        assertThat(patterns).hasSize(9);
        for (String own :
                List.of("orderstream-read-1", "orderstream-read-9", "orderstream-read-42")) {
            assertThat(patterns).anyMatch(pattern -> pattern.matcher(own).matches());
        }
        for (String other :
                List.of(
                        "orderstream-read-x-read-1",
                        "orderstream-read-eu-events",
                        "orderstream-read-events",
                        "orderstream-read-read-1",
                        "orderstream-events",
                        "orderstream-read-0")) {
            assertThat(patterns).noneMatch(pattern -> pattern.matcher(other).matches());
        }
    }

    @Test
    void a_customer_managed_key_is_used_through_dynamodb_and_given_on_by_who_makes_tables() {
        List<String> use =
                List.of(
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo");
        String via = KEY + " through dynamodb.${AWS::Region}.amazonaws.com";
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            boolean makesTables =
                    definition == FunctionDefinition.OPERATIONS
                            || definition == FunctionDefinition.SETUP;
            Map<String, List<String>> expected = new TreeMap<>(rights(definition.id()));
            expected.put(via, use);
            if (makesTables) {
                expected.put(via + " for AWS", List.of("kms:CreateGrant"));
            }
            expected.put("*", List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"));

            JsonNode role = Synthesised.chosen().resource(roleId(definition.id()));
            assertThat(withoutLog(rights(role.get("Properties"))))
                    .as(definition.id())
                    .isEqualTo(expected);
        }
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
        assertThat(provider.has("ManagedPolicyArns")).isFalse();
        assertThat(rights(provider))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "${SetupFunction.Arn}:*",
                                List.of("lambda:InvokeFunction"),
                                "${AWSCDKTriggerCustomResourceProviderCustomResourceProviderLog.Arn}",
                                List.of("logs:CreateLogStream", "logs:PutLogEvents")));

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
            all(definition.id())
                    .forEach((resource, actions) -> {
                        if (resource.equals(EVENTS) || resource.startsWith(EVENTS + " ")) {
                            assertThat(actions)
                                    .isSubsetOf(
                                            "dynamodb:GetItem",
                                            "dynamodb:Query",
                                            "dynamodb:PutItem",
                                            "dynamodb:Scan",
                                            "dynamodb:DescribeTable");
                        }
                    });
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
        return withoutLog(all(function));
    }

    private static Map<String, List<String>> withoutLog(Map<String, List<String>> rights) {
        rights.keySet().removeIf(resource -> resource.contains("FunctionLog."));
        return rights;
    }

    private static Map<String, List<String>> all(String function) {
        return rights(role(function));
    }

    private static Map<String, List<String>> rights(JsonNode role) {
        Map<String, TreeSet<String>> rights = new TreeMap<>();
        for (JsonNode statement : statements(role)) {
            assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
            String only = condition(statement.path("Condition"));
            for (String resource : resources(statement)) {
                rights.computeIfAbsent(resource + only, absent -> new TreeSet<>())
                        .addAll(Synthesised.texts(statement.get("Action")));
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

    private static List<JsonNode> statements(JsonNode role) {
        List<JsonNode> all = new ArrayList<>();
        role.get("Policies")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(all::add));
        return all;
    }

    /** The nine patterns of read tables as one. */
    private static List<String> resources(JsonNode statement) {
        List<String> all = Synthesised.texts(statement.get("Resource"));
        List<String> named = new ArrayList<>();
        Set<String> digits = new TreeSet<>();
        for (String resource : all) {
            Matcher read = READ_TABLE.matcher(resource);
            if (read.matches()) {
                digits.add(read.group(1));
                named.add(READ + Objects.requireNonNullElse(read.group(2), ""));
            } else {
                named.add(resource);
            }
        }
        assertThat(digits).isIn(Set.of(), Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9"));
        return named.stream().distinct().toList();
    }

    /** Anything but the conditions that are known fails. */
    private static String condition(JsonNode condition) {
        if (condition.isMissingNode()) {
            return "";
        }
        Map<String, JsonNode> parts = new TreeMap<>();
        condition.properties().forEach(part -> parts.put(part.getKey(), part.getValue()));
        JsonNode keys = parts.remove("ForAllValues:StringLike");
        if (keys != null) {
            assertThat(parts.toString()).isEqualTo("{Null={\"dynamodb:LeadingKeys\":\"false\"}}");
            assertThat(keys).hasSize(1);
            return " of " + String.join(" ", Synthesised.texts(keys.get("dynamodb:LeadingKeys")));
        }
        JsonNode via = parts.remove("StringEquals");
        assertThat(via).hasSize(1);
        JsonNode grant = parts.remove("Bool");
        assertThat(parts).isEmpty();
        if (grant != null) {
            assertThat(grant.toString()).isEqualTo("{\"kms:GrantIsForAWSResource\":\"true\"}");
        }
        return " through "
                + Synthesised.text(via.get("kms:ViaService"))
                + (grant == null ? "" : " for AWS");
    }

    private static JsonNode role(String function) {
        return stack.resource(roleId(function)).get("Properties");
    }

    private static String roleId(String function) {
        return stack.resource(function).at("/Properties/Role/Fn::GetAtt/0").asText();
    }
}
