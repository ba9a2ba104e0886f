package dev.orderstream.infra;

import dev.orderstream.operations.OperationsFunction;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/**
 * What calls the operations function each minute. A tick that fails is not sent again: the next
 * makes up for it.
 */
final class Ticking {

    private static final Duration PERIOD = Duration.minutes(1);

    private Ticking() {}

    static void add(Construct scope, DeployedFunction operations) {
        operations.alias.configureAsyncInvoke(
                EventInvokeConfigOptions.builder().retryAttempts(0).maxEventAge(PERIOD).build());
        LambdaFunction target =
                LambdaFunction.Builder.create(operations.alias)
                        .event(RuleTargetInput.fromObject(OperationsFunction.TICK))
                        .retryAttempts(0)
                        .maxEventAge(PERIOD)
                        .build();
        Rule.Builder.create(scope, "Tick")
                .description("A heartbeat, and another try for parked streams")
                .schedule(Schedule.rate(PERIOD))
                .targets(List.of(target))
                .build();
    }
}
