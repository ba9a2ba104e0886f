package dev.orderstream.infra;

import dev.orderstream.runtime.MetricNames;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.constructs.Construct;

/** The dashboard: what is wrong, what callers see, how far the views are behind, what it takes. */
final class Overview {

    private static final int WHOLE = 24;
    private static final int HALF = 12;

    private Overview() {}

    static void add(
            Construct scope,
            Settings settings,
            Functions functions,
            HttpFront front,
            Alarms alarms) {
        IWidget wrong =
                AlarmStatusWidget.Builder.create()
                        .title("What is wrong")
                        .width(WHOLE)
                        .alarms(alarms.all())
                        .build();
        Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(settings.prefix())
                .widgets(
                        List.of(
                                List.of(wrong),
                                List.of(
                                        graph(
                                                "Requests",
                                                front.api.metricCount(Alarms.each(Stats.SUM)),
                                                front.api.metricClientError(Alarms.each(Stats.SUM)),
                                                front.api.metricServerError(
                                                        Alarms.each(Stats.SUM))),
                                        graph(
                                                "Answers, ms",
                                                front.api.metricLatency(Alarms.each("p50")),
                                                front.api.metricLatency(Alarms.each("p99")))),
                                List.of(
                                        graph(
                                                "From commit to view, ms",
                                                own(settings, MetricNames.LAG, "p50"),
                                                own(settings, MetricNames.LAG, "p99"),
                                                own(
                                                        settings,
                                                        MetricNames.HEARTBEAT_LAG,
                                                        Stats.MAXIMUM),
                                                own(
                                                        settings,
                                                        MetricNames.LAG_ESTIMATE,
                                                        Stats.MAXIMUM)),
                                        graph(
                                                "Projected",
                                                own(settings, MetricNames.BATCH_SIZE, Stats.SUM),
                                                own(settings, MetricNames.VIEWS_WRITTEN, Stats.SUM),
                                                own(settings, MetricNames.GAPS_REPAIRED, Stats.SUM),
                                                own(
                                                        settings,
                                                        MetricNames.DUPLICATES_SKIPPED,
                                                        Stats.SUM),
                                                own(settings, MetricNames.PARKED, Stats.SUM),
                                                own(
                                                        settings,
                                                        MetricNames.PARKED_STREAMS,
                                                        Stats.MAXIMUM))),
                                List.of(
                                        graph(
                                                "Functions, ms",
                                                each(definition ->
                                                        functions
                                                                .get(definition)
                                                                .function
                                                                .metricDuration(
                                                                        Alarms.each("p99")))),
                                        graph(
                                                "Instances",
                                                each(definition ->
                                                        functions
                                                                .get(definition)
                                                                .function
                                                                .metric(
                                                                        "ConcurrentExecutions",
                                                                        Alarms.each(
                                                                                Stats.MAXIMUM)))))))
                .build();
    }

    private static IMetric own(Settings settings, String name, String statistic) {
        return Alarms.own(settings, name, statistic);
    }

    private static IMetric[] each(java.util.function.Function<FunctionDefinition, IMetric> metric) {
        return Arrays.stream(FunctionDefinition.values())
                .filter(FunctionDefinition::called)
                .map(metric)
                .toArray(IMetric[]::new);
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create().title(title).width(HALF).left(List.of(metrics)).build();
    }
}
