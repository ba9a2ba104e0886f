package dev.orderstream.local;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) of the gateway's own: what API Gateway would refuse or fail with a
 * body of AWS's.
 *
 * <p>Title and detail are fixed texts. Nothing that a client sent and nothing of an exception gets
 * into them.
 *
 * @param outcome for a command that was not answered: {@code unknown} or {@code not_stored}
 */
record GatewayProblem(
        int status, String code, String title, String detail, @Nullable String outcome) {

    private static final String TYPE_PREFIX = "https://orderstream.dev/problems/";
    private static final String RETRY_AFTER_SECONDS = "1";

    static GatewayProblem malformed(String detail) {
        return malformed(400, detail);
    }

    static GatewayProblem tooLarge(int status, String detail) {
        return new GatewayProblem(status, "too-large", "Too large", detail, null);
    }

    static GatewayProblem internalError() {
        return new GatewayProblem(
                500,
                "internal-error",
                "Internal error",
                "The request could not be answered.",
                null);
    }

    static GatewayProblem unavailable(String detail, @Nullable String outcome) {
        return new GatewayProblem(503, "unavailable", "Unavailable", detail, outcome);
    }

    /** The problem for a request that Jetty refused with a status of its choice. */
    static GatewayProblem ofRefusal(int status) {
        return switch (status) {
            case 408 -> malformed(408, "The request did not arrive in time.");
            case 413 -> tooLarge(413, "The body is too large.");
            case 414 -> tooLarge(414, "The request target is too long.");
            case 417 -> malformed(417, "The only expectation that can be met is 100-continue.");
            case 426, 505 -> malformed(status, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
            case 431 -> tooLarge(431, "The request line and headers are too large.");
            case 501 -> malformed(501, "The transfer encoding is not known.");
            case 503 -> unavailable("The gateway is shutting down.", "not_stored");
            default ->
                    status >= 500
                            ? internalError()
                            : malformed(
                                    status, "The request line, a header or the body is malformed.");
        };
    }

    /** The problem as an answer to a method: only a command has an outcome. */
    GatewayProblem to(String method) {
        boolean reads = HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
        return reads ? new GatewayProblem(status, code, title, detail, null) : this;
    }

    GatewayAnswer answer(String instance, String requestId) {
        HttpFields.Mutable headers = HttpFields.build();
        headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (status == 503) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        byte[] body = json(instance, requestId).getBytes(StandardCharsets.UTF_8);
        return GatewayAnswer.of(status, headers, body, requestId);
    }

    private static GatewayProblem malformed(int status, String detail) {
        return new GatewayProblem(status, "malformed-request", "Malformed request", detail, null);
    }

    private String json(String instance, String requestId) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("type", quoted(TYPE_PREFIX + code));
        members.put("title", quoted(title));
        members.put("status", Integer.toString(status));
        members.put("detail", quoted(detail));
        members.put("instance", quoted(instance));
        members.put("code", quoted(code));
        members.put("request_id", quoted(requestId));
        if (outcome != null) {
            members.put("outcome", quoted(outcome));
        }
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * A JSON string. Only {@code instance} is not ours, and a path may hold quotes and backslashes.
     */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
                        json.append(String.format("\\u%04x", c));
                    } else {
                        json.append((char) c);
                    }
                });
        return json.append('"').toString();
    }
}
