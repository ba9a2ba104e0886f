package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Compares answers with what the document says of them. */
final class DescribedAnswer {

    /** Of the connection and the gateway, or for browsers: no client has to know them. */
    private static final Set<String> NOT_DESCRIBED =
            Set.of(
                    "apigw-requestid",
                    "content-length",
                    "content-security-policy",
                    "content-type",
                    "date",
                    "referrer-policy",
                    "x-content-type-options");

    /** There only in a case of their own. */
    private static final Set<String> SOMETIMES = Set.of("idempotent-replayed", "retry-after");

    private DescribedAnswer() {}

    /** The answer has the described headers and body, and no others. */
    static void check(DescribedOperation operation, HttpResponse<String> answer) {
        JsonNode described =
                operation
                        .response(answer.statusCode())
                        .orElseThrow(() ->
                                new AssertionError(
                                        "%s does not tell of %d: %s"
                                                .formatted(
                                                        operation.key(),
                                                        answer.statusCode(),
                                                        answer.body())));
        check(operation.api(), described, answer);
    }

    static void check(ApiDescription api, JsonNode described, HttpResponse<String> answer) {
        checkHeaders(described, answer);
        if (!described.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String mediaType =
                answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        JsonNode content = described.get("content").path(mediaType);
        assertThat(content.isMissingNode()).as("described: " + mediaType).isFalse();
        JsonNode body =
                mediaType.endsWith("json")
                        ? ApiDescription.MAPPER.readTree(answer.body())
                        : StringNode.valueOf(answer.body());
        assertThat(api.errors(content.get("schema"), body))
                .as("%d %s", answer.statusCode(), answer.body())
                .isEmpty();
        if (content.has("examples")) {
            assertThat(content.get("examples").propertyNames())
                    .as(answer.body())
                    .contains(body.get("code").asString());
        }
    }

    private static void checkHeaders(JsonNode described, HttpResponse<String> answer) {
        Set<String> told =
                described.path("headers").propertyNames().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>(answer.headers().map().keySet());
        there.removeAll(NOT_DESCRIBED);
        assertThat(told).as("described headers").containsAll(there);
        told.removeAll(SOMETIMES);
        assertThat(there).as("sent headers").containsAll(told);
    }
}
