package dev.orderstream.infra;

import dev.orderstream.runtime.MetricNames;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.constructs.Construct;

/**
 * The access log of the API: a JSON line for each request. It has the route and not the path, which
 * has ids in it; no query, no address and nothing of a token. By {@code request_id} a line meets
 * those of the function. Two texts of API Gateway say why it refused a token and why a call of a
 * function failed.
 */
final class AccessLog {

    private static final String STATUS = "status";
    private static final String STACK = "stack";

    private final LogGroup log;
    private final Settings settings;

    AccessLog(Construct scope, Settings settings) {
        this.settings = settings;
        this.log =
                LogGroup.Builder.create(scope, "ApiLog")
                        .logGroupName("/aws/apigateway/" + settings.prefix())
                        .retention(DeployedFunction.retention(settings))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
    }

    CfnStage.AccessLogSettingsProperty settings() {
        return CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(line())
                .build();
    }

    /** API Gateway escapes quotes in values. The texts come last, for whoever reads a line. */
    private String line() {
        return Stream.of(
                        "request_id:$context.requestId",
                        "time:$context.requestTime",
                        // So that a metric of this log has the dimension of all others.
                        STACK + ":" + settings.prefix(),
                        "method:$context.httpMethod",
                        "route:$context.routeKey",
                        STATUS + ":$context.status",
                        "bytes:$context.responseLength",
                        "duration_ms:$context.responseLatency",
                        "function_ms:$context.integrationLatency",
                        "function_status:$context.integrationStatus",
                        "error:$context.error.responseType",
                        "authorizer_error:$context.authorizer.error",
                        "integration_error:$context.integrationErrorMessage")
                .map(member -> member.split(":", 2))
                .map(member -> "\"%s\":\"%s\"".formatted(member[0], member[1]))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** How often the API answers with a status; API Gateway itself counts all 4xx together. */
    Metric answers(int status) {
        String name = MetricNames.ANSWERS + status;
        log.addMetricFilter(
                name,
                MetricFilterOptions.builder()
                        .filterPattern(
                                FilterPattern.stringValue(
                                        "$." + STATUS, "=", Integer.toString(status)))
                        .metricNamespace(MetricNames.NAMESPACE)
                        .metricName(name)
                        .metricValue("1")
                        .dimensions(Map.of(MetricNames.DIMENSION, "$." + STACK))
                        .build());
        return Alarms.own(settings, name, Stats.SUM);
    }
}
