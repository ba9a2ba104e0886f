package dev.orderstream.local;

import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the gateway's own: what API Gateway would refuse or fail with a body of AWS's. Its
 * detail is a fixed text: nothing that a client sent and nothing of an exception gets into it.
 *
 * @param outcome for a command that was not answered: {@code unknown} or {@code not_stored}
 */
record GatewayProblem(Problem problem, @Nullable String outcome) {

    static GatewayProblem malformed(String detail) {
        return malformed(400, detail);
    }

    static GatewayProblem invalid(String detail) {
        return of(ProblemType.INVALID_PARAMETER, 400, detail);
    }

    static GatewayProblem misdirected(int port) {
        return malformed(
                421,
                "Only requests for 127.0.0.1, localhost and [::1] with port %1$d are served: use http://127.0.0.1:%1$d."
                        .formatted(port));
    }

    static GatewayProblem foreignOrigin() {
        return of(
                ProblemType.FORBIDDEN,
                403,
                "Web pages of this origin may not call. Start with ./run --origin ORIGIN to allow one.");
    }

    static GatewayProblem tooLarge(int status, String detail) {
        return of(ProblemType.TOO_LARGE, status, detail);
    }

    static GatewayProblem internalError() {
        return of(ProblemType.INTERNAL_ERROR, 500, "The request could not be answered.");
    }

    static GatewayProblem unavailable(String detail, @Nullable String outcome) {
        return new GatewayProblem(Problem.of(ProblemType.UNAVAILABLE, detail), outcome);
    }

    static GatewayProblem unauthenticated(String challenge, String detail) {
        return challenged(ProblemType.UNAUTHENTICATED, challenge, detail);
    }

    static GatewayProblem forbidden(String challenge, String detail) {
        return challenged(ProblemType.FORBIDDEN, challenge, detail);
    }

    static GatewayProblem throttled() {
        return new GatewayProblem(
                Problem.of(ProblemType.THROTTLED, "Send the request again in a second."), null);
    }

    private static GatewayProblem challenged(ProblemType type, String challenge, String detail) {
        return new GatewayProblem(
                Problem.of(type, detail).withHeader("WWW-Authenticate", challenge), null);
    }

    /** The problem for a request that Jetty refused with a status of its choice. */
    static GatewayProblem ofRefusal(int status) {
        return switch (status) {
            case 408 -> malformed(408, "The request did not arrive in time.");
            case 413 -> tooLarge(413, "The body is too large.");
            case 414 -> tooLarge(414, "The request target is too long.");
            case 417 -> invalid("Expect: not supported here. Only 100-continue is supported.");
            // HTTP has a 501 and a 505 for what is the caller's doing all the same.
            case 426, 505 -> malformed(400, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
            case 431 -> tooLarge(431, "The request line and headers are too large.");
            case 501 -> malformed(400, "The transfer encoding is not known.");
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
        return reads ? new GatewayProblem(problem, null) : this;
    }

    GatewayAnswer answer(String instance, String requestId) {
        Problem full = outcome == null ? problem : problem.with("outcome", outcome);
        HttpFields.Mutable headers = HttpFields.build();
        headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        full.headers().forEach(headers::put);
        byte[] body = full.json(instance, requestId).getBytes(StandardCharsets.UTF_8);
        return GatewayAnswer.of(full.status(), headers, body, requestId);
    }

    private static GatewayProblem malformed(int status, String detail) {
        return of(ProblemType.MALFORMED_REQUEST, status, detail);
    }

    private static GatewayProblem of(ProblemType type, int status, String detail) {
        return new GatewayProblem(Problem.of(type, detail).withStatus(status), null);
    }
}
