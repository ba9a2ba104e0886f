package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What keeps the service running: the stream's mapping, the tick, the setup, and who is told. */
class RunningTest {

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack = Synthesised.standard();
    }

    @Test
    void the_stream_goes_to_the_projector_from_its_beginning_and_nothing_is_given_up() {
        JsonNode mapping = stack.only("AWS::Lambda::EventSourceMapping");

        Map<String, String> settings = new TreeMap<>();
        mapping.properties().forEach(entry -> settings.put(entry.getKey(), text(entry.getValue())));
        assertThat(settings)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("BatchSize", "100"),
                                Map.entry("BisectBatchOnFunctionError", "true"),
                                Map.entry("EventSourceArn", "[${EventTable.StreamArn}]"),
                                Map.entry("FunctionName", "[${ProjectorFunctionAlias}]"),
                                Map.entry("FunctionResponseTypes", "[ReportBatchItemFailures]"),
                                Map.entry("MaximumBatchingWindowInSeconds", "0"),
                                Map.entry("MaximumRecordAgeInSeconds", "-1"),
                                Map.entry("MaximumRetryAttempts", "-1"),
                                Map.entry("ParallelizationFactor", "1"),
                                Map.entry("StartingPosition", "TRIM_HORIZON")));
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : Synthesised.texts(value).toString();
    }

    @Test
    void a_tick_and_work_come_each_minute_and_are_not_sent_again() {
        Set<String> sent = new TreeSet<>();
        for (JsonNode rule : stack.all("AWS::Events::Rule").values()) {
            assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
            assertThat(rule.get("State").asText()).isEqualTo("ENABLED");
            assertThat(rule.get("Targets")).hasSize(1);
            JsonNode target = rule.at("/Targets/0");
            assertThat(Synthesised.text(target.get("Arn"))).isEqualTo("${OperationsFunctionAlias}");
            assertThat(target.at("/RetryPolicy/MaximumRetryAttempts").asInt(-1)).isZero();
            sent.add(target.get("Input").asText());
        }

        assertThat(sent).containsExactly("{\"operation\":\"tick\"}", "{\"operation\":\"work\"}");
        assertThat(stack.resource("OperationsFunction").at("/Properties/Timeout").asInt())
                .isEqualTo(900);
        JsonNode invoke = stack.only("AWS::Lambda::EventInvokeConfig");
        assertThat(invoke.get("MaximumRetryAttempts").asInt(-1)).isZero();
        assertThat(invoke.get("Qualifier").toString()).contains("OperationsFunctionAlias");
    }

    @Test
    void a_deployment_calls_the_setup_when_the_control_table_is_there() {
        JsonNode trigger = null;
        for (JsonNode resource : stack.resources()) {
            if (resource.get("Type").asText().equals("Custom::Trigger")) {
                trigger = resource;
            }
        }

        assertThat(trigger).isNotNull();
        assertThat(trigger.at("/Properties/HandlerArn/Ref").asText())
                .startsWith("SetupFunctionCurrentVersion");
        assertThat(trigger.at("/Properties/InvocationType").asText()).isEqualTo("RequestResponse");
        assertThat(trigger.get("DependsOn").toString()).contains("ControlTable");
    }

    @Test
    void the_secret_is_letters_and_digits_of_48_bytes_in_base64url() {
        JsonNode generated = stack.only("AWS::SecretsManager::Secret").get("GenerateSecretString");

        assertThat(generated.toString())
                .isEqualTo("{\"ExcludePunctuation\":true,\"PasswordLength\":64}");
    }

    @Test
    void alarms_tell_what_is_wrong() {
        Map<String, String> alarms = new TreeMap<>();
        stack.all("AWS::CloudWatch::Alarm")
                .values()
                .forEach(alarm ->
                        alarms.put(
                                alarm.get("AlarmName").asText(),
                                "%s/%s %s %s%s for %s of %s, missing %s"
                                        .formatted(
                                                alarm.get("Namespace").asText(),
                                                alarm.get("MetricName").asText(),
                                                alarm.get("Statistic").asText(),
                                                alarm.get("ComparisonOperator")
                                                                .asText()
                                                                .startsWith("Greater")
                                                        ? ">"
                                                        : "<",
                                                alarm.get("Threshold").asText(),
                                                alarm.path("DatapointsToAlarm").asText("all"),
                                                alarm.get("EvaluationPeriods").asText(),
                                                alarm.get("TreatMissingData").asText())));

        Map<String, String> expected = new TreeMap<>();
        expected.put("IteratorAge", "AWS/Lambda/IteratorAge Maximum >60000 for 1 of 1");
        expected.put("Lag", "Orderstream/Lag Maximum >30000 for 1 of 1");
        expected.put("Parked", "Orderstream/ParkedStreams Maximum >0 for 1 of 3");
        expected.put("ForeignRecords", "Orderstream/ForeignRecords Sum >0 for 1 of 1");
        expected.put("ProjectorErrors", "AWS/Lambda/Errors Sum >0 for 1 of 1");
        expected.put("TickErrors", "AWS/Lambda/Errors Sum >0 for 1 of 1");
        expected.put("OperationsFailed", "Orderstream/OperationsFailed Sum >0 for 1 of 1");
        expected.put(
                "OperationsStuck", "Orderstream/OperationsWithoutWorker Minimum >0 for 10 of 10");
        expected.put("ServerErrors", "AWS/ApiGateway/5xx Sum >0 for 1 of 1");
        for (String function :
                new String[] {
                    "Command", "Query", "Reference", "Projector", "Operations", "OperationsApi"
                }) {
            expected.put(function + "FunctionThrottles", "AWS/Lambda/Throttles Sum >0 for 1 of 1");
        }
        for (String table : new String[] {"EventTable", "ControlTable"}) {
            for (String kind : new String[] {"Read", "Write"}) {
                expected.put(
                        table + kind + "ThrottleEvents",
                        "AWS/DynamoDB/" + kind + "ThrottleEvents Sum >0 for 1 of 1");
            }
        }
        Map<String, String> named = new TreeMap<>();
        expected.forEach((name, alarm) ->
                named.put("orderstream-" + name, alarm + ", missing notBreaching"));
        named.put(
                "orderstream-NoHeartbeat",
                "Orderstream/HeartbeatLag SampleCount <1 for all of 3, missing breaching");
        assertThat(alarms).isEqualTo(named);
    }

    @Test
    void the_runbook_has_a_line_for_every_alarm_and_for_no_other() throws IOException {
        Set<String> rows = new TreeSet<>();
        Pattern row = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|");
        String page = Files.readString(Path.of("..", "..", "docs", "operate.md"));
        row.matcher(page).results().forEach(found -> rows.add("orderstream-" + found.group(1)));

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        stack.all("AWS::CloudWatch::Alarm").values().stream()
                                .map(alarm -> alarm.get("AlarmName").asText())
                                .toList());
    }

    @Test
    void an_alarm_looks_at_this_deployment_alone_and_tells_the_topic_by_day_and_night() {
        stack.all("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> {
                    assertThat(alarm.get("Dimensions")).as(id).hasSize(1);
                    if (alarm.get("Namespace").asText().equals("Orderstream")) {
                        assertThat(alarm.get("Dimensions").toString())
                                .isEqualTo(
                                        "[{\"Name\":\"TablePrefix\",\"Value\":\"orderstream\"}]");
                    }
                    assertThat(Synthesised.texts(alarm.get("AlarmActions")))
                            .containsExactly("${AlarmTopic}");
                    assertThat(alarm.get("Period").asInt()).isEqualTo(60);
                });
        assertThat(stack.only("AWS::SNS::Subscription").get("Endpoint").asText())
                .isEqualTo("ops@example.com");
    }

    @Test
    void logs_end_after_three_months_and_a_developers_after_a_week() {
        assertThat(stack.all("AWS::Logs::LogGroup"))
                .hasSize(FunctionDefinition.values().length + 1)
                .allSatisfy(
                        (id, log) -> assertThat(log.get("RetentionInDays").asInt()).isEqualTo(90));
        assertThat(Synthesised.developer().all("AWS::Logs::LogGroup"))
                .allSatisfy(
                        (id, log) -> assertThat(log.get("RetentionInDays").asInt()).isEqualTo(7));
    }

    @Test
    void the_dashboard_has_every_alarm_and_the_outputs_say_where_things_are() {
        String body = stack.only("AWS::CloudWatch::Dashboard").get("DashboardBody").toString();

        stack.all("AWS::CloudWatch::Alarm").keySet().forEach(id -> assertThat(body).contains(id));
        assertThat(body).contains("HeartbeatLag", "From commit to view, ms");
        TreeSet<String> outputs = new TreeSet<>();
        stack.outputs().properties().forEach(output -> outputs.add(output.getKey()));
        assertThat(outputs)
                .containsExactly(
                        "AlarmTopicArn",
                        "ControlTableName",
                        "CursorKeysSecret",
                        "Endpoint",
                        "EventTableName",
                        "OperationsFunctionName");
    }
}
