package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How a new version comes to its callers, and what is left of the old ones. */
class RolloutTest {

    @Test
    void command_and_query_shift_a_tenth_of_the_calls_first_and_an_alarm_takes_them_back() {
        Synthesised stack = Synthesised.standard();

        assertThat(gradual(stack)).containsExactly("CommandFunction", "QueryFunction");
        assertThat(stack.only("AWS::CodeDeploy::Application").get("ApplicationName").asText())
                .isEqualTo("orderstream");
        Map<String, JsonNode> groups = stack.all("AWS::CodeDeploy::DeploymentGroup");
        assertThat(groups.values())
                .extracting(group -> group.get("DeploymentGroupName").asText())
                .containsExactlyInAnyOrder("command", "query");
        assertThat(groups.values())
                .allSatisfy(group -> {
                    assertThat(group.get("DeploymentConfigName").asText())
                            .isEqualTo("CodeDeployDefault.LambdaCanary10Percent10Minutes");
                    assertThat(group.at("/AlarmConfiguration/Enabled").asBoolean()).isTrue();
                    assertThat(alarms(group))
                            .containsExactlyInAnyOrder("${ServerErrors}", "${Latency}");
                    assertThat(group.at("/AutoRollbackConfiguration/Enabled").asBoolean()).isTrue();
                    assertThat(Synthesised.texts(group.at("/AutoRollbackConfiguration/Events")))
                            .containsExactly(
                                    "DEPLOYMENT_FAILURE",
                                    "DEPLOYMENT_STOP_ON_ALARM",
                                    "DEPLOYMENT_STOP_ON_REQUEST");
                });
    }

    private static List<String> alarms(JsonNode group) {
        List<String> names = new ArrayList<>();
        group.at("/AlarmConfiguration/Alarms")
                .forEach(alarm -> names.add(Synthesised.text(alarm.get("Name"))));
        return names;
    }

    @Test
    void whatever_reads_events_or_writes_views_switches_before_them_and_at_once() {
        Synthesised stack = Synthesised.standard();

        Set<String> first =
                Set.of(
                        "ProjectorFunctionAlias",
                        "OperationsFunctionAlias",
                        "OperationsApiFunctionAlias");
        for (String function : List.of("CommandFunction", "QueryFunction")) {
            assertThat(dependencies(stack, alias(stack, function)))
                    .as(function)
                    .containsAll(first)
                    .doesNotContain("QueryFunctionAlias");
        }
        for (String function : first) {
            assertThat(gradual(stack)).doesNotContain(function.replace("Alias", ""));
        }
    }

    private static Set<String> dependencies(Synthesised stack, String id) {
        Set<String> names = new TreeSet<>();
        stack.resource(id)
                .path("DependsOn")
                .forEach(other -> names.add(other.asText().replaceFirst("[0-9A-F]{8}$", "")));
        return names;
    }

    @Test
    void a_developers_stack_switches_at_once_and_keeps_no_old_version() {
        Synthesised stack = Synthesised.developer();

        assertThat(gradual(stack)).isEmpty();
        assertThat(stack.all("AWS::CodeDeploy::Application")).isEmpty();
        assertThat(stack.all("AWS::CodeDeploy::DeploymentGroup")).isEmpty();
        assertThat(versionPolicies(stack)).containsOnly("Delete");
    }

    @Test
    void old_versions_of_every_function_stay() {
        assertThat(versionPolicies(Synthesised.standard()))
                .hasSize(FunctionDefinition.values().length)
                .containsOnly("Retain");
    }

    private static List<String> versionPolicies(Synthesised stack) {
        return stack.all("AWS::Lambda::Version").keySet().stream()
                .map(id -> stack.resource(id).path("DeletionPolicy").asText("Delete"))
                .toList();
    }

    @Test
    void command_switches_at_once_where_the_deployed_release_can_not_read_what_it_stores()
            throws IOException {
        Map<String, Integer> older = new HashMap<>(ReadableEvents.ofThisRelease().versions());
        older.put("OrderItemAdded", 1);
        Path file = Files.createTempFile(Files.createDirectories(Path.of("target")), "older", "");
        new ObjectMapper().writeValue(file.toFile(), older);

        Synthesised stack = Synthesised.with(Map.of("previousEvents", file.toString()));

        assertThat(gradual(stack)).containsExactly("QueryFunction");
        assertThat(stack.findings())
                .singleElement()
                .asString()
                .contains("command function switches at once", "OrderItemAdded 2");
        assertThat(dependencies(stack, alias(stack, "CommandFunction")))
                .as("the query function, which shows events in histories, has switched by then")
                .contains("QueryFunctionAlias");
    }

    @Test
    void command_switches_at_once_where_nobody_knows_what_the_deployed_release_can_read() {
        ReadableEvents own = ReadableEvents.ofThisRelease();

        assertThat(GradualRollout.reasonToSwitchCommandAtOnce(Optional.empty(), own))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("no previous-events.json"));
        assertThat(GradualRollout.reasonToSwitchCommandAtOnce(Optional.of(own), own)).isEmpty();
    }

    @Test
    void an_operator_may_switch_all_at_once() {
        Synthesised stack = Synthesised.with(Map.of("rollout", "at-once"));

        assertThat(gradual(stack)).isEmpty();
        assertThat(stack.findings()).isEmpty();
    }

    @Test
    void the_template_says_what_this_release_can_read() {
        Map<String, Integer> said = new TreeMap<>();
        Synthesised.standard()
                .metadata()
                .get("ReadableEvents")
                .properties()
                .forEach(each -> said.put(each.getKey(), each.getValue().asInt()));

        assertThat(said).isEqualTo(ReadableEvents.ofThisRelease().versions());
    }

    @Test
    void the_list_in_the_sources_is_of_a_release_that_this_one_follows() throws IOException {
        ReadableEvents listed = ReadableEvents.parse(Files.readString(Settings.PREVIOUS_EVENTS));

        assertThat(listed.unreadableBy(ReadableEvents.ofThisRelease()))
                .as(
                        "types or versions in %s that this code does not know",
                        Settings.PREVIOUS_EVENTS)
                .isEmpty();
    }

    @Test
    void code_deploy_may_switch_these_two_aliases_and_no_other_function() {
        JsonNode role =
                Synthesised.standard().all("AWS::IAM::Role").entrySet().stream()
                        .filter(each -> each.getKey().startsWith("RolloutRole"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow();

        assertThat(role.has("ManagedPolicyArns")).isFalse();
        assertThat(
                        Synthesised.texts(
                                role.at("/AssumeRolePolicyDocument/Statement/0/Principal/Service")))
                .containsExactly("codedeploy.amazonaws.com");
        assertThat(allowed(role))
                .containsExactly(
                        "cloudwatch:DescribeAlarms on *",
                        "lambda:GetAlias,lambda:GetProvisionedConcurrencyConfig,lambda:UpdateAlias"
                                + " on "
                                + function("command")
                                + ","
                                + function("command:live")
                                + ","
                                + function("query")
                                + ","
                                + function("query:live"),
                        "s3:GetObject,s3:GetObjectVersion on arn:${AWS::Partition}:s3:::*/CodeDeploy/*");
    }

    private static String function(String name) {
        return "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:orderstream-"
                + name;
    }

    private static List<String> allowed(JsonNode role) {
        List<String> statements = new ArrayList<>();
        role.at("/Policies/0/PolicyDocument/Statement")
                .forEach(statement ->
                        statements.add(
                                String.join(",", Synthesised.texts(statement.get("Action")))
                                        + " on "
                                        + String.join(
                                                ",",
                                                Synthesised.texts(statement.get("Resource")))));
        return statements.stream().sorted().toList();
    }

    /** The functions whose alias is moved by CodeDeploy. */
    private static Set<String> gradual(Synthesised stack) {
        Set<String> functions = new TreeSet<>();
        for (String id : stack.all("AWS::Lambda::Alias").keySet()) {
            if (stack.resource(id).at("/UpdatePolicy/CodeDeployLambdaAliasUpdate").isObject()) {
                functions.add(id.replaceFirst("Alias.*", ""));
            }
        }
        return functions;
    }

    private static String alias(Synthesised stack, String function) {
        return stack.all("AWS::Lambda::Alias").keySet().stream()
                .filter(id -> id.startsWith(function + "Alias"))
                .findFirst()
                .orElseThrow();
    }
}
