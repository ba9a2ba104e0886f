package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The policies of resources, as whole lists: who may call whom from elsewhere, and when. */
class ResourcePoliciesTest {

    private static Synthesised stack;

    @BeforeAll
    static void synthesise() {
        stack = Synthesised.standard();
    }

    @Test
    void cloudwatch_publishes_this_accounts_alarms_and_nobody_does_so_without_tls() {
        JsonNode policy = stack.only("AWS::SNS::TopicPolicy");

        assertThat(Synthesised.texts(policy.get("Topics"))).containsExactly("${AlarmTopic}");
        assertThat(statements(policy.get("PolicyDocument")))
                .containsExactlyInAnyOrder(
                        "Deny * sns:Publish on ${AlarmTopic} if"
                                + " {\"Bool\":{\"aws:SecureTransport\":\"false\"}}",
                        "Allow {\"Service\":\"cloudwatch.amazonaws.com\"} sns:Publish on"
                                + " ${AlarmTopic} if {\"StringEquals\":"
                                + "{\"aws:SourceAccount\":{\"Ref\":\"AWS::AccountId\"}}}");
    }

    @Test
    void the_topic_is_not_encrypted_by_a_key_that_cloudwatch_could_not_use() {
        assertThat(stack.only("AWS::SNS::Topic").has("KmsMasterKeyId")).isFalse();
        assertThat(Synthesised.chosen().only("AWS::SNS::Topic").has("KmsMasterKeyId")).isFalse();
    }

    @Test
    void the_key_of_the_tables_is_the_accounts_and_its_roles_say_who_uses_it() {
        assertThat(stack.all("AWS::KMS::Key")).isEmpty();
        JsonNode key = Synthesised.chosen().only("AWS::KMS::Key");

        assertThat(statements(key.get("KeyPolicy")))
                .containsExactly(
                        "Allow {\"AWS\":{\"Fn::Join\":[\"\",[\"arn:\",{\"Ref\":\"AWS::Partition\"},"
                                + "\":iam::\",{\"Ref\":\"AWS::AccountId\"},\":root\"]]}} kms:* on *");
        assertThat(key.get("EnableKeyRotation").asBoolean()).isTrue();
    }

    @Test
    void functions_are_called_by_the_api_and_the_schedules_of_this_stack() {
        Map<String, Set<String>> callers = new TreeMap<>();
        stack.all("AWS::Lambda::Permission")
                .values()
                .forEach(permission -> {
                    assertThat(permission.get("Action").asText())
                            .isEqualTo("lambda:InvokeFunction");
                    callers.computeIfAbsent(
                                    Synthesised.text(permission.get("FunctionName")),
                                    absent -> new TreeSet<>())
                            .add(
                                    permission.get("Principal").asText()
                                            + " for "
                                            + source(permission));
                });

        String api = "apigateway.amazonaws.com for this API";
        assertThat(callers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "${CommandFunctionAlias}",
                                Set.of(api),
                                "${QueryFunctionAlias}",
                                Set.of(api),
                                "${OperationsApiFunctionAlias}",
                                Set.of(api),
                                "${ReferenceFunctionAlias}",
                                Set.of(api),
                                "${OperationsFunctionAlias}",
                                Set.of(
                                        "events.amazonaws.com for ${Tick.Arn}",
                                        "events.amazonaws.com for ${Work.Arn}")));
    }

    /** Without it any API or rule of any account could call. */
    private static String source(JsonNode permission) {
        String arn = Synthesised.text(permission.get("SourceArn"));
        return arn.startsWith(
                        "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/")
                ? "this API"
                : arn;
    }

    @Test
    void no_other_resource_has_a_policy() {
        Set<String> withPolicy = new TreeSet<>();
        Synthesised.chosen()
                .resources()
                .properties()
                .forEach(resource -> {
                    String type = resource.getValue().get("Type").asText();
                    resource.getValue()
                            .path("Properties")
                            .properties()
                            .forEach(property -> {
                                if (property.getKey().contains("Policy")
                                        && property.getValue().toString().contains("Effect")) {
                                    withPolicy.add(type + " " + property.getKey());
                                }
                            });
                });

        assertThat(withPolicy)
                .containsExactly(
                        "AWS::IAM::Role AssumeRolePolicyDocument",
                        "AWS::KMS::Key KeyPolicy",
                        "AWS::SNS::TopicPolicy PolicyDocument");
        for (String type :
                List.of(
                        "AWS::SecretsManager::ResourcePolicy",
                        "AWS::Logs::ResourcePolicy",
                        "AWS::SQS::QueuePolicy",
                        "AWS::S3::BucketPolicy",
                        "AWS::Lambda::Url")) {
            assertThat(Synthesised.chosen().all(type)).as(type).isEmpty();
        }
    }

    private static List<String> statements(JsonNode policy) {
        List<String> all = new ArrayList<>();
        for (JsonNode statement : policy.get("Statement")) {
            JsonNode principal = statement.get("Principal");
            all.add(
                    "%s %s %s on %s%s"
                            .formatted(
                                    statement.get("Effect").asText(),
                                    principal.isTextual()
                                            ? principal.asText()
                                            : principal.toString(),
                                    String.join(" ", Synthesised.texts(statement.get("Action"))),
                                    String.join(" ", Synthesised.texts(statement.get("Resource"))),
                                    statement.has("Condition")
                                            ? " if " + statement.get("Condition")
                                            : ""));
        }
        return all;
    }
}
