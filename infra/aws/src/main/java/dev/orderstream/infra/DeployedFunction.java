package dev.orderstream.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A function with its role, its log and the alias that callers call: the package that the build
 * made, as it is.
 */
final class DeployedFunction {

    /** The alias stays, and the version behind it changes with a deployment. */
    static final String ALIAS = "live";

    final FunctionDefinition definition;
    final String name;
    final Function function;
    final Alias alias;

    /**
     * A function.
     *
     * @param root the checkout, where the packages are
     * @param rights all that its role allows, beside writing its own log
     */
    DeployedFunction(
            Construct scope,
            FunctionDefinition definition,
            Settings settings,
            Path root,
            Map<String, String> environment,
            List<PolicyStatement> rights) {
        this.definition = definition;
        this.name = settings.prefix() + "-" + definition.suffix();
        LogGroup log =
                LogGroup.Builder.create(scope, definition.id() + "Log")
                        .logGroupName("/aws/lambda/" + name)
                        .retention(retention(settings))
                        // It says nothing of a customer, and what happened is in the event table.
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        PolicyDocument allowed = new PolicyDocument();
        allowed.addStatements(Rights.writeLog(log));
        rights.forEach(allowed::addStatements);
        Role role =
                Role.Builder.create(scope, definition.id() + "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .inlinePolicies(Map.of("Rights", allowed))
                        .build();
        Function.Builder builder =
                Function.Builder.create(scope, definition.id())
                        .functionName(name)
                        .runtime(Runtime.JAVA_25)
                        // A fifth cheaper for the same work; the developer's may run in a container
                        // on his own machine.
                        .architecture(
                                settings.developer() ? Architecture.X86_64 : Architecture.ARM_64)
                        .handler(definition.handler())
                        .code(Code.fromAsset(root.resolve(definition.zip()).toString()))
                        .memorySize(definition.memoryMb())
                        .timeout(Duration.seconds(definition.timeout().toSeconds()))
                        .environment(environment)
                        .logGroup(log)
                        .role(role)
                        .currentVersionOptions(versions(settings));
        if (!settings.developer() && definition.called()) {
            builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        if (definition == FunctionDefinition.QUERY) {
            settings.options().queryConcurrency().ifPresent(builder::reservedConcurrentExecutions);
        }
        this.function = builder.build();
        CfnFunction resource =
                (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild());
        // Without CDK's digest: sam local invoke takes it.
        resource.overrideLogicalId(definition.id());
        if (settings.options().tracing()) {
            // Not by the CDK's own option, which would add a policy beside the rights.
            resource.setTracingConfig(
                    CfnFunction.TracingConfigProperty.builder().mode("Active").build());
        }
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish",
                        "Each deployment publishes a version, and the alias is what is called.");
        Review.role(role);
        if (settings.options().tracing()) {
            Review.tracing(role);
        }
        this.alias =
                Alias.Builder.create(scope, definition.id() + "Alias")
                        .aliasName(ALIAS)
                        .version(function.getCurrentVersion())
                        .build();
    }

    /** Older versions stay, so that an alias can be moved back to one. */
    private static VersionOptions versions(Settings settings) {
        return VersionOptions.builder()
                .removalPolicy(settings.developer() ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN)
                .build();
    }

    static RetentionDays retention(Settings settings) {
        return settings.developer() ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS;
    }
}
