package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the command function answered, as a test reads it. */
record Answer(int status, Map<String, String> headers, String body) {

    private static final String REPLAYED = "idempotent-replayed";
    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern LINE = Pattern.compile("\"line\":(\\d+)");
    private static final Pattern POINTER = Pattern.compile("\"pointer\":\"([^\"]+)\"");

    static Answer of(CommandFunction function, Call call) {
        APIGatewayV2HTTPResponse response = function.handleRequest(call.event(), null);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    String orderId() {
        return found(ORDER_ID);
    }

    long version() {
        return Long.parseLong(found(VERSION));
    }

    int line() {
        return Integer.parseInt(found(LINE));
    }

    List<String> pointers() {
        return POINTER.matcher(body).results().map((MatchResult match) -> match.group(1)).toList();
    }

    private String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(body);
        assertThat(matcher.find()).as("%s in %s", pattern, this).isTrue();
        return matcher.group(1);
    }

    boolean isReplay() {
        return headers.containsKey(REPLAYED);
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    /** This is the success that a command gets whose events this very request has stored. */
    Answer isFirst(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(headers).doesNotContainKey(REPLAYED).containsEntry("etag", etag());
        return this;
    }

    /** This is what a repeat of the command is answered that had that answer at first. */
    void isReplayOf(Answer first) {
        assertThat(status).as(body).isEqualTo(first.status);
        assertThat(body).isEqualTo(first.body);
        assertThat(headers).containsEntry(REPLAYED, "true").containsEntry("etag", first.etag());
        assertThat(header("location")).isEqualTo(first.header("location"));
    }

    private String etag() {
        return "\"" + version() + "\"";
    }

    Answer isProblem(int expectedStatus, String code) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(headers)
                .containsEntry("content-type", "application/problem+json")
                .doesNotContainKey(REPLAYED);
        assertThat(body)
                .contains(
                        "\"type\":\"https://orderstream.dev/problems/" + code + "\"",
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"")
                .doesNotContain("Exception", "dynamodb", "orderstream-events");
        return this;
    }

    /** A 503 that says whether the command may be stored. */
    void isUnavailable(String outcome) {
        isProblem(503, "unavailable");
        assertThat(body).contains("\"outcome\":\"" + outcome + "\"");
        assertThat(headers).containsEntry("retry-after", "1");
    }

    /** A 503 for stored data that can't be read, which only a repair or a deployment fixes. */
    void isLasting(String outcome) {
        isProblem(503, "unavailable");
        assertThat(body).contains("\"outcome\":\"" + outcome + "\"");
        assertThat(headers).containsEntry("retry-after", "3600");
    }
}
