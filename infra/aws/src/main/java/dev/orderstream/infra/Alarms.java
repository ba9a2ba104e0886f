package dev.orderstream.infra;

import static software.amazon.awscdk.services.cloudwatch.TreatMissingData.BREACHING;
import static software.amazon.awscdk.services.cloudwatch.TreatMissingData.NOT_BREACHING;

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
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * What somebody has to look at, sent to one topic. The name of each alarm is the prefix and what is
 * wrong; its description says what happened and what to do.
 *
 * <p>Each alarm chooses how it treats a period without data. Most metrics have data only where
 * there is something to count, so nothing is wrong without. The heartbeat has data each minute, so
 * its absence is what the alarm is for.
 */
final class Alarms {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    /** Beyond it callers see old views. */
    private static final int LAG_MS_MAX = 30_000;

    /** A record that old was tried for a while: what it holds up grows. */
    private static final int ITERATOR_AGE_MS_MAX = 60_000;

    /** There are some a minute; those of two minutes may be late. */
    private static final int MINUTES_WITHOUT_HEARTBEAT_MAX = 3;

    /** There is one a minute, but in some minutes none and in others two. */
    private static final int TICKS_ASKED = 3;

    /** A worker comes each minute, and a lease that its holder has left runs out in half a one. */
    private static final int MINUTES_WITHOUT_WORKER_MAX = 10;

    /** So many requests in five minutes have a share of errors, and a 99th percentile. */
    private static final int REQUESTS_MIN = 100;

    /** So many errors in five minutes count even if there are few requests. */
    private static final int ERRORS_MIN = 5;

    private static final int ERRORS_PERCENT_MAX = 1;

    /** A read that waits for its write waits for 5 s by default. */
    private static final int LATENCY_MS_MAX = 5_000;

    /** So many refused requests in five minutes are more than a client with an old token makes. */
    private static final int REFUSED_MIN = 100;

    /** Retries take care of what is throttled now and then, as while a rebuild fills a table. */
    private static final int READ_TABLE_THROTTLES_MAX = 10;

    private static final String RUNBOOK = " See docs/operate.md, Alarms.";

    /** A deployment is undone where one of these goes off: callers are served badly. */
    private static final Set<String> BRAKES = Set.of("ServerErrors", "Latency");

    private final Construct scope;
    private final Settings settings;
    private final AlarmTopic topic;
    private final List<Alarm> all = new ArrayList<>();

    /** A metric is too high in so many of the last periods. */
    private record Window(int periods, int ofTheLast) {
        static final Window ONE = new Window(1, 1);
    }

    Alarms(
            Construct scope,
            Settings settings,
            Storage storage,
            Functions functions,
            HttpFront front) {
        this.scope = scope;
        this.settings = settings;
        this.topic = new AlarmTopic(scope, settings);
        settings.alarmEmail()
                .ifPresent(address -> topic.topic.addSubscription(new EmailSubscription(address)));
        projection(functions.get(FunctionDefinition.PROJECTOR));
        answers(front);
        add(
                "TickErrors",
                "The minute's tick failed, or work on a rebuild or a verification was broken off."
                        + " Read the log of the operations function.",
                functions.get(FunctionDefinition.OPERATIONS).function.metricErrors(each(Stats.SUM)),
                0,
                Window.ONE,
                NOT_BREACHING);
        operations();
        for (FunctionDefinition definition : FunctionDefinition.values()) {
            if (definition.called()) {
                function(functions.get(definition));
            }
        }
        tableThrottles("EventTable", storage.events);
        tableThrottles("ControlTable", storage.control);
        add(
                "ReadTableThrottles",
                "DynamoDB throttles requests to the read table: queries are slow or 503, and views"
                        + " fall behind. Look for a customer with very many orders, or for a"
                        + " rebuild that runs.",
                own(settings, MetricNames.READ_TABLE_THROTTLES, Stats.SUM),
                READ_TABLE_THROTTLES_MAX,
                new Window(3, 5),
                NOT_BREACHING);
    }

    private void projection(DeployedFunction projector) {
        add(
                "IteratorAge",
                "Records of the event table's stream wait for more than a minute to be projected."
                        + " Look at ProjectorErrors and at the state of the mapping.",
                projector.function.metric("IteratorAge", each(Stats.MAXIMUM)),
                ITERATOR_AGE_MS_MAX,
                Window.ONE,
                NOT_BREACHING);
        add(
                "Lag",
                "Views are more than 30 seconds behind their commits. Look at IteratorAge and"
                        + " ProjectorErrors.",
                own(settings, MetricNames.LAG_ESTIMATE, Stats.MAXIMUM),
                LAG_MS_MAX,
                new Window(1, TICKS_ASKED),
                NOT_BREACHING);
        add(
                "Parked",
                "A stream can't be projected and is parked; all others go on. GET /parked has the"
                        + " cause.",
                own(settings, MetricNames.PARKED_STREAMS, Stats.MAXIMUM),
                0,
                new Window(1, TICKS_ASKED),
                NOT_BREACHING);
        add(
                "ForeignRecords",
                "An item of the event table was changed or deleted, or one was put there that is no"
                        + " commit. Find out by whom.",
                own(settings, MetricNames.FOREIGN_RECORDS, Stats.SUM),
                0,
                Window.ONE,
                NOT_BREACHING);
        add(
                "ProjectorErrors",
                "Batches of the projector fail as a whole and are retried. Read its log.",
                projector.function.metricErrors(each(Stats.SUM)),
                0,
                Window.ONE,
                NOT_BREACHING);
        addAndNotify(
                Alarm.Builder.create(scope, "NoHeartbeat")
                        .alarmName(settings.prefix() + "-NoHeartbeat")
                        .alarmDescription(
                                "No heartbeat has reached the projector for 3 minutes. Look at"
                                        + " TickErrors and at the state of the mapping."
                                        + RUNBOOK)
                        .metric(own(settings, MetricNames.HEARTBEAT_LAG, Stats.SAMPLE_COUNT))
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                        .threshold(1)
                        .evaluationPeriods(MINUTES_WITHOUT_HEARTBEAT_MAX)
                        .treatMissingData(BREACHING)
                        .build());
    }

    private void operations() {
        add(
                "OperationsFailed",
                "A rebuild or a verification failed. GET /operations/{id} has the cause; the views"
                        + " that serve are unchanged.",
                own(settings, MetricNames.OPERATIONS_FAILED, Stats.SUM),
                0,
                Window.ONE,
                NOT_BREACHING);
        add(
                "OperationsStuck",
                "A rebuild or a verification has not ended and had no worker for ten minutes. Look"
                        + " at TickErrors and at the rule Work.",
                own(settings, MetricNames.OPERATIONS_WITHOUT_WORKER, Stats.MINIMUM),
                0,
                new Window(MINUTES_WITHOUT_WORKER_MAX, MINUTES_WITHOUT_WORKER_MAX),
                NOT_BREACHING);
    }

    private void answers(HttpFront front) {
        IMetric requests = front.api.metricCount(fiveMinutes(Stats.SUM));
        add(
                "ServerErrors",
                "More than 1 % of the requests of five minutes were answered with 5xx. Find their"
                        + " request_id in the access log, and the cause in the function's log.",
                math(
                        "IF(requests >= %d || FILL(errors, 0) >= %d, 100 * errors / requests, 0)"
                                .formatted(REQUESTS_MIN, ERRORS_MIN),
                        Map.of(
                                "requests",
                                requests,
                                "errors",
                                front.api.metricServerError(fiveMinutes(Stats.SUM)))),
                ERRORS_PERCENT_MAX,
                Window.ONE,
                NOT_BREACHING);
        add(
                "Latency",
                "One request in a hundred takes more than 5 seconds. Look at Lag (reads wait for"
                        + " views), at the throttles of the tables, and at the functions'"
                        + " durations on the dashboard.",
                math(
                        "IF(requests >= %d, latency, 0)".formatted(REQUESTS_MIN),
                        Map.of(
                                "requests",
                                requests,
                                "latency",
                                front.api.metricLatency(fiveMinutes("p99")))),
                LATENCY_MS_MAX,
                new Window(2, 3),
                NOT_BREACHING);
        refused(
                front,
                requests,
                "Unauthorized",
                401,
                5,
                "tokens were refused. authorizer_error in the access log says why: a client with"
                        + " an old token, a changed issuer, or an attack.");
        refused(
                front,
                requests,
                "Forbidden",
                403,
                5,
                "requests lacked a scope or asked for another customer. Look in the access log for"
                        + " the route.");
        refused(
                front,
                requests,
                "TooManyRequests",
                429,
                1,
                "requests were throttled by the API. Find out who sends that many, or raise the"
                        + " stage's limit.");
    }

    /** Many, and more than a share of all: a busy service has some of each at any time. */
    private void refused(
            HttpFront front,
            IMetric requests,
            String id,
            int status,
            int percentMax,
            String meaning) {
        add(
                id,
                "More than %d %% of the requests of five minutes got %d: %s"
                        .formatted(percentMax, status, meaning),
                math(
                        "IF(FILL(refused, 0) > %d, 100 * refused / requests, 0)"
                                .formatted(REFUSED_MIN),
                        Map.of(
                                "requests",
                                requests,
                                "refused",
                                front.accessLog.answers(status).with(fiveMinutes(Stats.SUM)))),
                percentMax,
                Window.ONE,
                NOT_BREACHING);
    }

    private void function(DeployedFunction deployed) {
        FunctionDefinition definition = deployed.definition;
        add(
                definition.id() + "Throttles",
                "Lambda had no instance left for %s. Look for who calls that often, or raise the concurrency."
                        .formatted(definition.suffix()),
                deployed.function.metricThrottles(each(Stats.SUM)),
                0,
                Window.ONE,
                NOT_BREACHING);
        add(
                definition.id() + "NearTimeout",
                "A call of %s took nearly as long as Lambda allows (%d s). Read its log for what it waited for."
                        .formatted(definition.suffix(), definition.timeout().toSeconds()),
                deployed.function.metricDuration(each(Stats.MAXIMUM)),
                definition.nearTimeout().toMillis(),
                Window.ONE,
                NOT_BREACHING);
    }

    private void tableThrottles(String id, TableV2 table) {
        for (String kind : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
            add(
                    id + kind,
                    "DynamoDB throttles requests to the table: one stream or item is used too"
                            + " often, or the account's limit is met.",
                    Metric.Builder.create()
                            .namespace("AWS/DynamoDB")
                            .metricName(kind)
                            .dimensionsMap(Map.of("TableName", table.getTableName()))
                            .statistic(Stats.SUM)
                            .period(MINUTE)
                            .build(),
                    0,
                    Window.ONE,
                    NOT_BREACHING);
        }
    }

    /** A metric of this deployment that a function or the access log makes. */
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

    private static MetricOptions fiveMinutes(String statistic) {
        return MetricOptions.builder().statistic(statistic).period(FIVE_MINUTES).build();
    }

    private static IMetric math(String expression, Map<String, IMetric> metrics) {
        return MathExpression.Builder.create()
                .expression(expression)
                .usingMetrics(metrics)
                .period(FIVE_MINUTES)
                .build();
    }

    private void add(
            String id,
            String description,
            IMetric metric,
            long most,
            Window window,
            TreatMissingData missing) {
        addAndNotify(
                Alarm.Builder.create(scope, id)
                        .alarmName(settings.prefix() + "-" + id)
                        .alarmDescription(description + RUNBOOK)
                        .metric(metric)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(most)
                        .datapointsToAlarm(window.periods())
                        .evaluationPeriods(window.ofTheLast())
                        .treatMissingData(missing)
                        .build());
    }

    private void addAndNotify(Alarm alarm) {
        all.add(alarm);
        alarm.addAlarmAction(new SnsAction(topic.topic));
        alarm.addOkAction(new SnsAction(topic.topic));
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
        return topic.topic.getTopicArn();
    }
}
