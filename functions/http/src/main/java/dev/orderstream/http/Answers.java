package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way out of a function: no error leaves it but as a problem, whoever made it. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int ERRORS_FROM = 400;

    private Answers() {}

    static APIGatewayV2HTTPResponse problem(Problem problem, Exchange exchange) {
        RequestLog.problem(problem);
        Map<String, String> headers = new HashMap<>(problem.headers());
        headers.put("Content-Type", Problem.MEDIA_TYPE);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(problem.status())
                .withHeaders(headers)
                .withBody(problem.json(exchange.instance(), exchange.requestId()))
                .build();
    }

    /**
     * The answer as API Gateway gets it: an error that is no problem yet, our fault, becomes a 500,
     * header values are joined, since payload format 2 knows one value a name, and the body of a
     * HEAD is dropped.
     */
    static APIGatewayV2HTTPResponse finished(APIGatewayV2HTTPResponse answer, Exchange exchange) {
        Map<String, String> headers = joined(answer);
        APIGatewayV2HTTPResponse safe = answer;
        if (answer.getStatusCode() >= ERRORS_FROM
                && !Problem.MEDIA_TYPE.equals(headers.get("content-type"))) {
            LOG.error("An error {} was no problem+json", answer.getStatusCode());
            safe =
                    problem(
                            Problem.of(
                                    ProblemType.INTERNAL_ERROR,
                                    "It is logged under the request's id."),
                            exchange);
            headers = joined(safe);
        }
        if (safe.getStatusCode() >= ERRORS_FROM) {
            // A cache may keep a 404 or a 405 that says nothing else.
            headers.put("cache-control", "no-store");
        }
        // API Gateway gives the answer its own.
        headers.remove("date");
        if (exchange.isHead() && safe.getBody() != null) {
            int length = safe.getBody().getBytes(StandardCharsets.UTF_8).length;
            headers.put("content-length", Integer.toString(length));
        }
        headers.put("x-correlation-id", exchange.correlationId());
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(safe.getStatusCode())
                .withHeaders(headers)
                .withBody(exchange.isHead() ? null : safe.getBody())
                .withIsBase64Encoded(!exchange.isHead() && safe.getIsBase64Encoded())
                .build();
    }

    /** The headers by lower-case name. */
    static Map<String, String> joined(APIGatewayV2HTTPResponse answer) {
        Map<String, String> headers = new HashMap<>();
        if (answer.getHeaders() != null) {
            answer.getHeaders()
                    .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        if (answer.getMultiValueHeaders() != null) {
            answer.getMultiValueHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        }
        return headers;
    }
}
