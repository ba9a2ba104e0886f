package dev.orderstream.infra;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.triggers.InvocationType;
import software.amazon.awscdk.triggers.Trigger;

/** One deployment: tables, functions, API, stream mapping, tick, alarms. */
final class OrderstreamStack extends Stack {

    /**
     * The stack, named by its prefix.
     *
     * @param root the checkout, where the build has made the packages
     */
    OrderstreamStack(App app, Settings settings, Path root) {
        super(
                app,
                settings.prefix(),
                StackProps.builder()
                        .description("Event sourced orders: the orderstream service")
                        .terminationProtection(!settings.developer())
                        .build());
        Storage storage = new Storage(this, settings);
        Functions functions = new Functions(this, settings, storage, root);
        HttpFront front = new HttpFront(this, settings, functions);
        Projection.add(this, storage, functions.get(FunctionDefinition.PROJECTOR));
        Ticking.add(this, functions.get(FunctionDefinition.OPERATIONS));
        setUp(storage, functions.get(FunctionDefinition.SETUP));
        Alarms alarms = new Alarms(this, settings, storage, functions, front);
        GradualRollout.add(this, settings, functions, alarms.brakes());
        Overview.add(this, settings, functions, front, alarms);
        CustomResourceProviders.tidy(this, settings);
        StackTags.add(this, settings);
        if (settings.options().defaultEndpoint()) {
            output("Endpoint", front.api.getApiEndpoint());
        } else {
            // What a custom domain is mapped to.
            output("ApiId", front.api.getApiId());
        }
        output("EventTableName", storage.events.getTableName());
        output("ControlTableName", storage.control.getTableName());
        output(
                "OperationsFunctionName",
                functions.get(FunctionDefinition.OPERATIONS).function.getFunctionName());
        output("CursorKeysSecret", storage.cursorKeys.getSecretArn());
        output("AlarmTopicArn", alarms.topicArn());
        Review.add(this);
    }

    /** Fails the deployment where it fails, so that nothing is served without a read table. */
    private void setUp(Storage storage, DeployedFunction setup) {
        Trigger.Builder.create(this, "FirstReadTable")
                .handler(setup.function)
                .invocationType(InvocationType.REQUEST_RESPONSE)
                .timeout(Duration.seconds(setup.definition.timeout().toSeconds()))
                .executeAfter(List.of(storage.control))
                .build();
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
