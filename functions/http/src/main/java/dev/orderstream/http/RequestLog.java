package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The line that each request leaves in the log when it is answered, and the ids that all lines of
 * the request have: {@code request_id}, {@code correlation_id} and, as far as the path or the
 * answer's {@code Location} names them, {@code order_id} and the like.
 *
 * <p>What a caller sent is not in it: of a path only the route and the ids that are UUIDs, which
 * say nothing of anybody, and no other header than the correlation id, which is visible ASCII.
 */
public final class RequestLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,10}");

    private static final String REQUEST_ID = "request_id";

    private final long begunNanos = System.nanoTime();
    private final String method;
    private String route = "none";
    private String pathPrefix = "";

    private RequestLog(@Nullable String method) {
        this.method = method != null && METHOD.matcher(method).matches() ? method : "none";
    }

    /**
     * Begins with a request, which ends in this very thread.
     *
     * @param function who answers
     */
    static RequestLog begin(
            String function, String method, String requestId, String correlationId) {
        MDC.put("function", function);
        MDC.put(REQUEST_ID, requestId);
        MDC.put("correlation_id", correlationId);
        return new RequestLog(method);
    }

    /** Leaves the line of a request that no function has seen. */
    public static void refused(@Nullable String method, String requestId, Problem problem) {
        try (RequestLog log = new RequestLog(method)) {
            MDC.put("function", "gateway");
            MDC.put(REQUEST_ID, requestId);
            problem(problem);
            log.answered(problem.status());
        }
    }

    /** Notes what the request is for; {@code prefix} is what its path has before the route's. */
    void routed(RouteTable.Match.Found found, String prefix) {
        route = found.route().template();
        pathPrefix = prefix;
        note(found.variables());
    }

    private static void note(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (UUID.matcher(value).matches()) {
                MDC.put(name, value);
            }
        });
    }

    /** Notes which problem the answer is, for the line. */
    static void problem(Problem problem) {
        MDC.put("code", problem.type().code());
    }

    /** Leaves the line of this answer. */
    void answered(APIGatewayV2HTTPResponse answer) {
        String made = answer.getHeaders().getOrDefault("location", "");
        if (made.startsWith(pathPrefix + "/")
                && Routes.TABLE.find("GET", made.substring(pathPrefix.length()))
                        instanceof RouteTable.Match.Found found) {
            note(found.variables());
        }
        answered(answer.getStatusCode());
    }

    private void answered(int status) {
        LoggingEventBuilder line =
                LOG.atInfo()
                        .addKeyValue("method", method)
                        .addKeyValue("route", route)
                        .addKeyValue("status", status)
                        .addKeyValue("duration_ms", (System.nanoTime() - begunNanos) / 1_000_000);
        line.log("{} {} {}", method, route, status);
    }

    @Override
    public void close() {
        MDC.clear();
    }
}
