package dev.orderstream.infra;

import dev.orderstream.operations.OperationsFunction;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/**
 * What calls the operations function each minute, for two things: the tick, which is soon done, and
 * work on rebuilds and verifications, which may take as long as a call can. A call that fails is
 * not sent again: the next makes up for it.
 */
final class Ticking {

    private static final Duration PERIOD = Duration.minutes(1);

    private Ticking() {}

    static void add(Construct scope, DeployedFunction operations) {
        operations.alias.configureAsyncInvoke(
                EventInvokeConfigOptions.builder().retryAttempts(0).maxEventAge(PERIOD).build());
        schedule(
                scope,
                "Tick",
                "Heartbeats, another try for parked streams, and the end of old generations",
                operations,
                OperationsFunction.TICK);
        schedule(
                scope,
                "Work",
                "Goes on with rebuilds and verifications that nobody is at work on",
                operations,
                OperationsFunction.WORK);
    }

    private static void schedule(
            Construct scope,
            String id,
            String description,
            DeployedFunction operations,
            Map<String, Object> request) {
        LambdaFunction target =
                LambdaFunction.Builder.create(operations.alias)
                        .event(RuleTargetInput.fromObject(request))
                        .retryAttempts(0)
                        .maxEventAge(PERIOD)
                        .build();
        Rule.Builder.create(scope, id)
                .description(description)
                .schedule(Schedule.rate(PERIOD))
                .targets(List.of(target))
                .build();
    }
}
