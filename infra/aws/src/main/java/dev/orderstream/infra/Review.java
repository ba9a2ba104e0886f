package dev.orderstream.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/** cdk-nag's rules for AWS solutions, errors in every synthesis; and where we differ, why. */
final class Review {

    private Review() {}

    static void add(Stack stack) {
        Aspects.of(stack).add(new AwsSolutionsChecks());
    }

    /** A route that needs no token. */
    static void openRoute(IConstruct route, String reason) {
        NagSuppressions.addResourceSuppressions(route, suppressed("AwsSolutions-APIG4", reason));
    }

    /** A rotation is one of two keys at a time, and for an operator to begin. */
    static void keysOfCursors(IConstruct secret) {
        NagSuppressions.addResourceSuppressions(
                secret,
                suppressed(
                        "AwsSolutions-SMG4",
                        "It keeps nothing secret but where a caller is in his own list. It is"
                                + " replaced by hand, the old key beside the new one, so that"
                                + " cursors under way go on."));
    }

    /**
     * Rights on read tables of whatever generation, on their indexes, and on streams of a table.
     */
    static void role(IConstruct role) {
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(
                        wildcard(
                                "/^Resource::.*:table\\/[a-z0-9-]+-read-[1-9]\\*(\\/index\\/\\*)?$/",
                                "A rebuild makes the next read table, which nobody can name yet."),
                        wildcard(
                                "/^Resource::<EventTable[0-9A-F]+\\.Arn>\\/stream\\/\\*$/",
                                "Streams of the event table alone, which are listed to find its"
                                        + " own.")));
    }

    /** What CodeDeploy needs beside the aliases that it switches. */
    static void rollout(IConstruct role) {
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(
                        wildcard(
                                "/^Resource::\\*$/",
                                "CodeDeploy describes its alarms in one request for all of them."),
                        wildcard(
                                "/^Resource::.*:s3:::\\*\\/CodeDeploy\\/\\*$/",
                                "CloudFormation may hand the deployment over in a bucket of AWS.")));
    }

    /** Rights to send traces to X-Ray. */
    static void tracing(IConstruct role) {
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(
                        wildcard(
                                "/^Resource::\\*$/",
                                "X-Ray has no resources that a right could name.")));
    }

    private static List<NagPackSuppression> suppressed(String rule, String reason) {
        return List.of(suppression(rule, reason));
    }

    private static NagPackSuppression suppression(String rule, String reason) {
        return NagPackSuppression.builder().id(rule).reason(reason).build();
    }

    private static NagPackSuppression wildcard(String regex, String reason) {
        return NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(reason)
                .appliesTo(List.of(RegexAppliesTo.builder().regex(regex).build()))
                .build();
    }
}
