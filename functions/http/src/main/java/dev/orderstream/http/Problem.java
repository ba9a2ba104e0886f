package dev.orderstream.http;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as RFC 9457 wants it: its type, a detail that says what to mend, further members that
 * help a program, and headers that go with it. Never a word about what is behind the API.
 */
public record Problem(
        ProblemType type, int status, String detail, Fields members, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        Map<String, String> headers =
                switch (type) {
                    case UNAVAILABLE, THROTTLED -> Map.of("Retry-After", "1");
                    default -> Map.of();
                };
        return new Problem(type, type.status(), detail, Fields.NONE, headers);
    }

    /** The same for a customer that is not there as for one that is not the caller's own. */
    public static Problem customerNotFound() {
        return of(ProblemType.NOT_FOUND, "No customer has this id.");
    }

    /** The same for an order that is not there as for one of somebody else's. */
    public static Problem orderNotFound() {
        return of(ProblemType.ORDER_NOT_FOUND, "No order has this id.");
    }

    public Problem with(String member, Document value) {
        Map<String, Document> more = new LinkedHashMap<>(members.values());
        more.put(member, value);
        return new Problem(type, status, detail, new Fields(more), headers);
    }

    public Problem with(String member, String value) {
        return with(member, new Document.Text(value));
    }

    public Problem with(String member, long value) {
        return with(member, new Document.Decimal(BigDecimal.valueOf(value)));
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, status, detail, members, more);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** With another status than its type's own, as HTTP has finer ones for a few. */
    public Problem withStatus(int other) {
        return new Problem(type, other, detail, members, headers);
    }

    /** The document, for the answer to a request of this path and id. */
    public String json(String instance, String requestId) {
        return JsonWriter.object(json -> {
            json.text("type", type.uri())
                    .text("title", type.title())
                    .number("status", status)
                    .text("detail", detail)
                    .text("instance", instance)
                    .text("code", type.code())
                    .text("request_id", requestId);
            members.values().forEach(json::document);
        });
    }
}
