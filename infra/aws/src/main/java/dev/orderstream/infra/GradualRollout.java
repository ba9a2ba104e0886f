package dev.orderstream.infra;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.ILambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * Switches command and query to a new version in two steps, and back where an alarm goes off. All
 * other functions switch before them and at once.
 */
final class GradualRollout {

    /** By the time that these switch, all that reads events and writes views has switched. */
    static final Set<FunctionDefinition> FUNCTIONS =
            EnumSet.of(FunctionDefinition.COMMAND, FunctionDefinition.QUERY);

    /** The name of the list of events in the template's metadata. */
    static final String READABLE_EVENTS = "ReadableEvents";

    private GradualRollout() {}

    /**
     * Adds it, as far as the settings and the events of both releases allow.
     *
     * @param brakes the alarms that end a deployment and undo it
     */
    static void add(Stack stack, Settings settings, Functions functions, List<IAlarm> brakes) {
        ReadableEvents events = ReadableEvents.ofThisRelease();
        stack.addMetadata(READABLE_EVENTS, events.versions());
        Set<FunctionDefinition> gradual = gradual(stack, settings, events);
        if (!gradual.contains(FunctionDefinition.COMMAND)) {
            // The new query function is everywhere before there is an event that the old one, which
            // shows the history of orders, can't read.
            functions
                    .get(FunctionDefinition.COMMAND)
                    .alias
                    .getNode()
                    .addDependency(functions.get(FunctionDefinition.QUERY).alias);
        }
        if (gradual.isEmpty()) {
            return;
        }
        LambdaApplication application =
                LambdaApplication.Builder.create(stack, "Rollout")
                        .applicationName(settings.prefix())
                        .build();
        Role role = role(stack, gradual.stream().map(functions::get).toList());
        gradual.forEach(definition -> group(application, role, functions.get(definition), brakes));
    }

    private static Set<FunctionDefinition> gradual(
            Stack stack, Settings settings, ReadableEvents events) {
        Set<FunctionDefinition> gradual = EnumSet.noneOf(FunctionDefinition.class);
        if (settings.developer() || settings.rollout() == Rollout.AT_ONCE) {
            return gradual;
        }
        gradual.addAll(FUNCTIONS);
        reasonToSwitchCommandAtOnce(settings.previousEvents(), events)
                .ifPresent(reason -> {
                    gradual.remove(FunctionDefinition.COMMAND);
                    Annotations.of(stack)
                            .addInfo("The command function switches at once: " + reason);
                });
        return gradual;
    }

    /**
     * While both versions of the command function run, the old one answers 503 for each stream in
     * which the new one has stored an event that the old one can't read.
     *
     * @param previous what the old one can read; empty where that is not known
     */
    static Optional<String> reasonToSwitchCommandAtOnce(
            Optional<ReadableEvents> previous, ReadableEvents events) {
        if (previous.isEmpty()) {
            return Optional.of(
                    "there is no "
                            + Settings.PREVIOUS_EVENTS
                            + " that says what the deployed release can read");
        }
        List<String> unreadable = events.unreadableBy(previous.get());
        return unreadable.isEmpty()
                ? Optional.empty()
                : Optional.of("the deployed release can't read " + String.join(", ", unreadable));
    }

    private static void group(
            ILambdaApplication application,
            Role role,
            DeployedFunction deployed,
            List<IAlarm> brakes) {
        LambdaDeploymentGroup.Builder.create(
                        Stack.of(deployed.function), deployed.definition.id() + "Rollout")
                .application(application)
                .deploymentGroupName(deployed.definition.suffix())
                .alias(deployed.alias)
                // As long as an alarm on latency needs, which looks at two times five minutes.
                .deploymentConfig(LambdaDeploymentConfig.CANARY_10_PERCENT_10_MINUTES)
                .alarms(brakes)
                .autoRollback(
                        AutoRollbackConfig.builder()
                                .failedDeployment(true)
                                .stoppedDeployment(true)
                                .deploymentInAlarm(true)
                                .build())
                // Without what the CDK would add: AWS's own policy lets it switch any function.
                .role(role.withoutPolicyUpdates())
                .build();
    }

    /** What AWS's policy for this purpose allows, on the aliases of these functions alone. */
    private static Role role(Stack stack, List<DeployedFunction> functions) {
        PolicyDocument allowed = new PolicyDocument();
        allowed.addStatements(
                allow(
                        List.of(
                                "lambda:GetAlias",
                                "lambda:GetProvisionedConcurrencyConfig",
                                "lambda:UpdateAlias"),
                        functions.stream()
                                .flatMap(each -> resources(stack, each).stream())
                                .toList()),
                allow(List.of("cloudwatch:DescribeAlarms"), List.of("*")),
                allow(
                        List.of("s3:GetObject", "s3:GetObjectVersion"),
                        List.of(
                                stack.formatArn(
                                        ArnComponents.builder()
                                                .service("s3")
                                                .region("")
                                                .account("")
                                                .resource("*")
                                                .resourceName("CodeDeploy/*")
                                                .build()))));
        Role role =
                Role.Builder.create(stack, "RolloutRole")
                        .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
                        .inlinePolicies(Map.of("Rights", allowed))
                        .build();
        Review.rollout(role);
        return role;
    }

    /** Named and not referenced: the alias waits for this role by way of its deployment group. */
    private static List<String> resources(Stack stack, DeployedFunction deployed) {
        String function =
                stack.formatArn(
                        ArnComponents.builder()
                                .service("lambda")
                                .resource("function")
                                .resourceName(deployed.name)
                                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                .build());
        return List.of(function, function + ":" + DeployedFunction.ALIAS);
    }

    private static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
    }
}
