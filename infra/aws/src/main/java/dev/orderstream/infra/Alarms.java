package dev.orderstream.infra;

import dev.orderstream.runtime.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * What somebody has to look at, told to one topic. Each alarm looks at minutes; its name is the
 * prefix and what is wrong.
 */
final class Alarms {

    private static final Duration MINUTE = Duration.minutes(1);

    /** Beyond it callers see old views. */
    private static final int LAG_MS_MAX = 30_000;

    /** A record that old was tried for a while: what it holds up grows. */
    private static final int ITERATOR_AGE_MS_MAX = 60_000;

    /** There is one a minute; two may be late. */
    private static final int MINUTES_WITHOUT_HEARTBEAT_MAX = 3;

    /** There is one a minute, but in some minutes none and in others two. */
    private static final int TICKS_ASKED = 3;

    /** A worker comes each minute, and a lease that its holder has left runs out in half a one. */
    private static final int MINUTES_WITHOUT_WORKER_MAX = 10;

    private static final Set<String> BRAKES = Set.of("ServerErrors");

    private final Construct scope;
    private final Settings settings;
    private final Topic topic;
    private final List<Alarm> all = new ArrayList<>();

    Alarms(
            Construct scope,
            Settings settings,
            Storage storage,
            Functions functions,
            HttpFront front) {
        this.scope = scope;
        this.settings = settings;
        this.topic =
                Topic.Builder.create(scope, "AlarmTopic")
                        .topicName(settings.prefix() + "-alarms")
                        .enforceSsl(true)
                        .build();
        settings.alarmEmail()
                .ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
        projection(functions.get(FunctionDefinition.PROJECTOR));
        add("ServerErrors", "Callers get 5xx", front.api.metricServerError(each(Stats.SUM)), 0);
        add(
                "TickErrors",
                "The minute's tick fails, or the work on a rebuild or a verification is broken off",
                functions.get(FunctionDefinition.OPERATIONS).function.metricErrors(each(Stats.SUM)),
                0);
        operations();
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            if (definition.called()) {
                add(
                        definition.id() + "Throttles",
                        "Lambda has no instance left for " + definition.suffix(),
                        functions.get(definition).function.metricThrottles(each(Stats.SUM)),
                        0);
            }
        }
        tableThrottles("EventTable", storage.events);
        tableThrottles("ControlTable", storage.control);
    }

    private void projection(DeployedFunction projector) {
        add(
                "IteratorAge",
                "Records of the event table's stream wait to be projected",
                projector.function.metric("IteratorAge", each(Stats.MAXIMUM)),
                ITERATOR_AGE_MS_MAX);
        add(
                "Lag",
                "Views are more than 30 seconds behind",
                own(settings, MetricNames.LAG, Stats.MAXIMUM),
                LAG_MS_MAX);
        add(
                "Parked",
                "A stream can't be projected and is parked",
                own(settings, MetricNames.PARKED_STREAMS, Stats.MAXIMUM),
                0,
                1,
                TICKS_ASKED);
        add(
                "ForeignRecords",
                "An item of the event table was changed or deleted, or one was put there whose keys"
                        + " are no commit's",
                own(settings, MetricNames.FOREIGN_RECORDS, Stats.SUM),
                0);
        add(
                "ProjectorErrors",
                "Batches fail as a whole",
                projector.function.metricErrors(each(Stats.SUM)),
                0);
        all.add(
                Alarm.Builder.create(scope, "NoHeartbeat")
                        .alarmName(settings.prefix() + "-NoHeartbeat")
                        .alarmDescription("Nothing comes from the tick through to the projector")
                        .metric(own(settings, MetricNames.HEARTBEAT_LAG, Stats.SAMPLE_COUNT))
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                        .threshold(1)
                        .evaluationPeriods(MINUTES_WITHOUT_HEARTBEAT_MAX)
                        .treatMissingData(TreatMissingData.BREACHING)
                        .build());
        tell(all.getLast());
    }

    private void operations() {
        add(
                "OperationsFailed",
                "A rebuild or a verification has failed",
                own(settings, MetricNames.OPERATIONS_FAILED, Stats.SUM),
                0);
        add(
                "OperationsStuck",
                "Nobody is at work on a rebuild or a verification that has not ended",
                own(settings, MetricNames.OPERATIONS_WITHOUT_WORKER, Stats.MINIMUM),
                0,
                MINUTES_WITHOUT_WORKER_MAX,
                MINUTES_WITHOUT_WORKER_MAX);
    }

    private void tableThrottles(String id, TableV2 table) {
        for (String kind : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
            add(
                    id + kind,
                    "DynamoDB refuses requests: a stream is written too often, or the account's"
                            + " limit is met",
                    Metric.Builder.create()
                            .namespace("AWS/DynamoDB")
                            .metricName(kind)
                            .dimensionsMap(Map.of("TableName", table.getTableName()))
                            .statistic(Stats.SUM)
                            .period(MINUTE)
                            .build(),
                    0);
        }
    }

    /** A metric that a function logs. */
    static Metric own(Settings settings, String name, String statistic) {
        return Metric.Builder.create()
                .namespace(MetricNames.NAMESPACE)
                .metricName(name)
                .dimensionsMap(Map.of(MetricNames.DIMENSION, settings.prefix()))
                .statistic(statistic)
                .period(MINUTE)
                .build();
    }

    static MetricOptions each(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(MINUTE).build();
    }

    private void add(String id, String description, IMetric metric, int most) {
        add(id, description, metric, most, 1, 1);
    }

    /** Tells where it is so in so many of the last minutes. */
    private void add(
            String id, String description, IMetric metric, int most, int minutes, int ofTheLast) {
        all.add(
                Alarm.Builder.create(scope, id)
                        .alarmName(settings.prefix() + "-" + id)
                        .alarmDescription(description)
                        .metric(metric)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(most)
                        .datapointsToAlarm(minutes)
                        .evaluationPeriods(ofTheLast)
                        .treatMissingData(TreatMissingData.NOT_BREACHING)
                        .build());
        tell(all.getLast());
    }

    private void tell(Alarm alarm) {
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
    }

    /** Those that say that callers are served badly: a deployment is undone where one goes off. */
    List<IAlarm> brakes() {
        return all.stream()
                .filter(alarm -> BRAKES.contains(alarm.getNode().getId()))
                .map(IAlarm.class::cast)
                .toList();
    }

    List<Alarm> all() {
        return List.copyOf(all);
    }

    String topicArn() {
        return topic.getTopicArn();
    }
}
