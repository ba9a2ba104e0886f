package dev.orderstream.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The topic of all alarms. Its policy refuses requests without TLS. A topic that has a policy loses
 * the one that SNS gives it, so it also names who may publish: CloudWatch, for this account.
 */
final class AlarmTopic {

    final Topic topic;

    AlarmTopic(Construct scope, Settings settings) {
        this.topic =
                Topic.Builder.create(scope, "AlarmTopic")
                        .topicName(settings.prefix() + "-alarms")
                        .enforceSsl(true)
                        .build();
        topic.addToResourcePolicy(
                PolicyStatement.Builder.create()
                        .sid("AllowCloudWatchAlarmsOfThisAccount")
                        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                        .actions(List.of("sns:Publish"))
                        .resources(List.of(topic.getTopicArn()))
                        .conditions(
                                Map.of(
                                        "StringEquals",
                                        Map.of("aws:SourceAccount", Stack.of(scope).getAccount())))
                        .build());
    }
}
