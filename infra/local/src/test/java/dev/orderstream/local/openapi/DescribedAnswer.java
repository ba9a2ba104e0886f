package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
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
                    "connection",
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
        check(api, described, answer.statusCode(), answer.headers(), answer.body());
    }

    static void check(
            ApiDescription api, JsonNode described, int status, HttpHeaders headers, String text) {
        checkHeaders(described, headers);
        if (!described.has("content")) {
            assertThat(text).isEmpty();
            return;
        }
        String mediaType = mediaType(headers);
        JsonNode content = described.get("content").path(mediaType);
        assertThat(content.isMissingNode()).as("described: " + mediaType).isFalse();
        JsonNode body =
                mediaType.endsWith("json")
                        ? ApiDescription.MAPPER.readTree(text)
                        : StringNode.valueOf(text);
        assertThat(api.errors(content.get("schema"), body)).as("%d %s", status, text).isEmpty();
        if (content.has("examples")) {
            assertThat(content.get("examples").propertyNames())
                    .as(text)
                    .contains(body.get("code").asString());
        }
    }

    /** The headers alone, of which the media type is one: what the answer to a HEAD has. */
    static void checkHead(JsonNode described, HttpHeaders headers, String text) {
        checkHeaders(described, headers);
        assertThat(text).isEmpty();
        if (described.has("content")) {
            assertThat(described.get("content").propertyNames()).contains(mediaType(headers));
        }
    }

    private static String mediaType(HttpHeaders headers) {
        return headers.firstValue("content-type").orElse("").replaceFirst(";.*", "");
    }

    private static void checkHeaders(JsonNode described, HttpHeaders headers) {
        Set<String> told =
                described.path("headers").propertyNames().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>(headers.map().keySet());
        there.removeAll(NOT_DESCRIBED);
        assertThat(told).as("described headers").containsAll(there);
        told.removeAll(SOMETIMES);
        if (headers.firstValue("cache-control").filter("no-store"::equals).isPresent()) {
            // What is older than was waited for is worth no tag.
            told.remove("etag");
        }
        assertThat(there).as("sent headers").containsAll(told);
    }
}
