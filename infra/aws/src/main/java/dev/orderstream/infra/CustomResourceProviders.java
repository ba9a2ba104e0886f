package dev.orderstream.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.IConstruct;

/**
 * The functions that the CDK adds to carry out custom resources. By default Lambda creates their
 * logs, which never expire and which no stack removes. Here each has a log of the stack, and may
 * write that one alone.
 */
final class CustomResourceProviders {

    private static final String ID = "CustomResourceProvider";

    private CustomResourceProviders() {}

    static void tidy(Stack stack, Settings settings) {
        stack.getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().endsWith(ID))
                .forEach(provider -> tidy(stack, provider, settings));
    }

    private static void tidy(Stack stack, IConstruct provider, Settings settings) {
        LogGroup log =
                LogGroup.Builder.create(stack, provider.getNode().getId().replace(".", "") + "Log")
                        .retention(DeployedFunction.retention(settings))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        List<Map<String, String>> tags =
                StackTags.of(settings).entrySet().stream()
                        .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
                        .toList();
        CfnResource function = part(provider, "Handler");
        function.addPropertyOverride("LoggingConfig", Map.of("LogGroup", log.getLogGroupName()));
        function.addPropertyOverride("Tags", tags);
        CfnResource role = part(provider, "Role");
        role.addPropertyDeletionOverride("ManagedPolicyArns");
        role.addPropertyOverride(
                "Policies.1",
                Map.of(
                        "PolicyName",
                        "Log",
                        "PolicyDocument",
                        Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                List.of(
                                        Map.of(
                                                "Effect",
                                                "Allow",
                                                "Action",
                                                List.of(
                                                        "logs:CreateLogStream",
                                                        "logs:PutLogEvents"),
                                                "Resource",
                                                log.getLogGroupArn())))));
        role.addPropertyOverride("Tags", tags);
    }

    private static CfnResource part(IConstruct provider, String id) {
        return (CfnResource) provider.getNode().findChild(id);
    }
}
