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
import java.util.stream.Collectors;
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
        settings.remove("Tags");
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
                                "%s %s%s for %s of %s, missing %s"
                                        .formatted(
                                                metric(alarm),
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
        expected.put("IteratorAge", "AWS/Lambda/IteratorAge Maximum/60 >60000 for 1 of 1");
        expected.put("Lag", "Orderstream/LagEstimate Maximum/60 >30000 for 1 of 3");
        expected.put("Parked", "Orderstream/ParkedStreams Maximum/60 >0 for 1 of 3");
        expected.put("ForeignRecords", "Orderstream/ForeignRecords Sum/60 >0 for 1 of 1");
        expected.put("ProjectorErrors", "AWS/Lambda/Errors Sum/60 >0 for 1 of 1");
        expected.put("TickErrors", "AWS/Lambda/Errors Sum/60 >0 for 1 of 1");
        expected.put("OperationsFailed", "Orderstream/OperationsFailed Sum/60 >0 for 1 of 1");
        expected.put(
                "OperationsStuck",
                "Orderstream/OperationsWithoutWorker Minimum/60 >0 for 10 of 10");
        expected.put(
                "ServerErrors",
                "IF(requests >= 100 || FILL(errors, 0) >= 5, 100 * errors / requests, 0)"
                        + " of errors=AWS/ApiGateway/5xx Sum/300"
                        + " requests=AWS/ApiGateway/Count Sum/300 >1 for 1 of 1");
        expected.put(
                "Latency",
                "IF(requests >= 100, latency, 0) of latency=AWS/ApiGateway/Latency p99/300"
                        + " requests=AWS/ApiGateway/Count Sum/300 >5000 for 2 of 3");
        expected.put("Unauthorized", refused(401, 5));
        expected.put("Forbidden", refused(403, 5));
        expected.put("TooManyRequests", refused(429, 1));
        Map<String, Integer> nearTimeout =
                Map.of(
                        "Command", 23_200,
                        "Query", 23_200,
                        "Reference", 23_200,
                        "OperationsApi", 23_200,
                        "Projector", 48_000,
                        "Operations", 870_000);
        nearTimeout.forEach((function, millis) -> {
            expected.put(
                    function + "FunctionThrottles", "AWS/Lambda/Throttles Sum/60 >0 for 1 of 1");
            expected.put(
                    function + "FunctionNearTimeout",
                    "AWS/Lambda/Duration Maximum/60 >%d for 1 of 1".formatted(millis));
        });
        for (String table : new String[] {"EventTable", "ControlTable"}) {
            for (String kind : new String[] {"Read", "Write"}) {
                expected.put(
                        table + kind + "ThrottleEvents",
                        "AWS/DynamoDB/" + kind + "ThrottleEvents Sum/60 >0 for 1 of 1");
            }
        }
        expected.put("ReadTableThrottles", "Orderstream/ReadTableThrottles Sum/60 >10 for 3 of 5");
        // Each of these metrics has data only where there is something to count: a request, a
        // call, a throttle, a record, a fault. Without any nothing is wrong, and an alarm ends.
        Map<String, String> named = new TreeMap<>();
        expected.forEach((name, alarm) ->
                named.put("orderstream-" + name, alarm + ", missing notBreaching"));
        // One a minute: its absence is what is wrong.
        named.put(
                "orderstream-NoHeartbeat",
                "Orderstream/HeartbeatLag SampleCount/60 <1 for all of 3, missing breaching");
        assertThat(alarms).isEqualTo(named);
    }

    private static String refused(int status, int percent) {
        return ("IF(FILL(refused, 0) > 100, 100 * refused / requests, 0)"
                        + " of refused=Orderstream/Answers%d Sum/300"
                        + " requests=AWS/ApiGateway/Count Sum/300 >%d for 1 of 1")
                .formatted(status, percent);
    }

    /** A metric, or an expression with the metrics that it is of. */
    private static String metric(JsonNode alarm) {
        if (alarm.has("MetricName")) {
            return described(alarm, alarm.has("Statistic") ? "Statistic" : "ExtendedStatistic");
        }
        String expression = "";
        Map<String, String> metrics = new TreeMap<>();
        for (JsonNode metric : alarm.get("Metrics")) {
            if (metric.has("Expression")) {
                assertThat(metric.path("ReturnData").asBoolean(true)).isTrue();
                expression = metric.get("Expression").asText();
            } else {
                assertThat(metric.path("ReturnData").asBoolean(true)).isFalse();
                JsonNode of = metric.at("/MetricStat/Metric");
                metrics.put(
                        metric.get("Id").asText(),
                        "%s/%s %s/%s"
                                .formatted(
                                        of.get("Namespace").asText(),
                                        of.get("MetricName").asText(),
                                        metric.at("/MetricStat/Stat").asText(),
                                        metric.at("/MetricStat/Period").asText()));
                assertDimensions(alarm.get("AlarmName").asText(), of);
            }
        }
        return expression
                + " of "
                + metrics.entrySet().stream()
                        .map(metric -> metric.getKey() + "=" + metric.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String described(JsonNode alarm, String statistic) {
        return "%s/%s %s/%s"
                .formatted(
                        alarm.get("Namespace").asText(),
                        alarm.get("MetricName").asText(),
                        alarm.get(statistic).asText(),
                        alarm.get("Period").asText());
    }

    /** Of this deployment alone. */
    private static void assertDimensions(String name, JsonNode metric) {
        assertThat(metric.get("Dimensions")).as(name).hasSize(1);
        if (metric.get("Namespace").asText().equals("Orderstream")) {
            assertThat(metric.get("Dimensions").toString())
                    .isEqualTo("[{\"Name\":\"TablePrefix\",\"Value\":\"orderstream\"}]");
        }
    }

    @Test
    void refused_requests_are_counted_by_status_from_the_access_log() {
        Map<String, String> filters = new TreeMap<>();
        for (JsonNode filter : stack.all("AWS::Logs::MetricFilter").values()) {
            assertThat(Synthesised.text(filter.get("LogGroupName"))).isEqualTo("${ApiLog}");
            JsonNode metric = filter.at("/MetricTransformations/0");
            filters.put(filter.get("FilterPattern").asText(), metric.toString());
        }

        assertThat(filters)
                .containsOnlyKeys(
                        "{ $.status = \"401\" }",
                        "{ $.status = \"403\" }",
                        "{ $.status = \"429\" }");
        assertThat(filters.get("{ $.status = \"401\" }"))
                .isEqualTo(
                        "{\"Dimensions\":[{\"Key\":\"TablePrefix\",\"Value\":\"$.stack\"}],"
                                + "\"MetricName\":\"Answers401\","
                                + "\"MetricNamespace\":\"Orderstream\",\"MetricValue\":\"1\"}");
    }

    @Test
    void an_alarm_says_what_happened_and_where_the_runbook_is() {
        stack.all("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) ->
                        assertThat(alarm.get("AlarmDescription").asText())
                                .as(id)
                                .matches("[A-Z].{40,}\\. See docs/operate\\.md, Alarms\\.")
                                .hasSizeLessThan(1_024));
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
    void an_alarm_looks_at_this_deployment_alone_and_notifies_the_topic_of_its_begin_and_end() {
        stack.all("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> {
                    if (alarm.has("MetricName")) {
                        assertDimensions(id, alarm);
                    }
                    assertThat(alarm.path("ActionsEnabled").asBoolean(true)).isTrue();
                    assertThat(Synthesised.texts(alarm.get("AlarmActions")))
                            .containsExactly("${AlarmTopic}");
                    assertThat(Synthesised.texts(alarm.get("OKActions")))
                            .containsExactly("${AlarmTopic}");
                });
        assertThat(stack.only("AWS::SNS::Subscription").get("Endpoint").asText())
                .isEqualTo("ops@example.com");
    }

    @Test
    void logs_end_after_three_months_and_a_developers_after_a_week() {
        assertThat(stack.all("AWS::Logs::LogGroup"))
                .hasSize(FunctionDefinition.values().length + 2)
                .allSatisfy((id, log) -> {
                    assertThat(log.get("RetentionInDays").asInt()).isEqualTo(90);
                    assertThat(stack.resource(id).get("DeletionPolicy").asText())
                            .isEqualTo("Delete");
                });
        assertThat(Synthesised.developer().all("AWS::Logs::LogGroup"))
                .allSatisfy(
                        (id, log) -> assertThat(log.get("RetentionInDays").asInt()).isEqualTo(7));
    }

    @Test
    void each_function_writes_a_log_of_the_stack_those_of_the_cdk_too() {
        assertThat(stack.all("AWS::Lambda::Function"))
                .hasSize(FunctionDefinition.values().length + 1)
                .allSatisfy((id, function) -> {
                    JsonNode log = function.at("/LoggingConfig/LogGroup/Ref");
                    assertThat(stack.all("AWS::Logs::LogGroup")).containsKey(log.asText());
                });
        // A function that may create a log would bring an expired one back without an end.
        assertThat(stack.resources().toString()).doesNotContain("logs:CreateLogGroup");
        assertThat(stack.resources().toString()).doesNotContain("AWSLambdaBasicExecutionRole");
    }

    @Test
    void the_dashboard_has_every_alarm_and_the_outputs_say_where_things_are() {
        String body = stack.only("AWS::CloudWatch::Dashboard").get("DashboardBody").toString();

        stack.all("AWS::CloudWatch::Alarm").keySet().forEach(id -> assertThat(body).contains(id));
        assertThat(body).contains("HeartbeatLag", "LagEstimate", "From commit to view, ms");
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
