package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every answer needs of its request, whatever else is wrong with it: the path as the caller
 * wrote it, percent-decoded by API Gateway ({@code %41} in it is three characters), and the ids.
 */
record Exchange(String method, String path, String requestId, String correlationId) {

    /** Of any event, also of one that is no request of an HTTP API. */
    static Exchange of(@Nullable APIGatewayV2HTTPEvent event) {
        String path = event == null ? null : event.getRawPath();
        Optional<RequestContext> context =
                Optional.ofNullable(event).map(APIGatewayV2HTTPEvent::getRequestContext);
        return new Exchange(
                context.map(RequestContext::getHttp).map(RequestContext.Http::getMethod).orElse(""),
                path == null || !path.startsWith("/") ? "/" : path,
                context.map(RequestContext::getRequestId)
                        .orElseGet(() -> UUID.randomUUID().toString()),
                correlationId(Headers.of(event == null ? null : event.getHeaders())));
    }

    /** The path as a URI reference; two slashes at its start would name a host. */
    String instance() {
        String encoded = Paths.encoded(Paths.segments(path));
        return encoded.startsWith("//") ? "/." + encoded : encoded;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    private static String correlationId(Headers headers) {
        try {
            return RequestHeaders.correlationId(headers)
                    .orElseGet(() -> UUID.randomUUID().toString());
        } catch (ProblemException unusable) {
            // It is refused where the request is read; the refusal needs an id as well.
            return UUID.randomUUID().toString();
        }
    }
}
