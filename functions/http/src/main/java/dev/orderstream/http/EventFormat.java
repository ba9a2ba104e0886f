package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether an event is a request of an HTTP API, in payload format 2.0. */
final class EventFormat {

    private static final String VERSION = "2.0";
    private static final Pattern NUMBER = Pattern.compile("[0-9.]{1,8}");

    private EventFormat() {}

    /**
     * What is wrong with an event, without anything that a caller sent; nothing where it can be
     * read.
     */
    static Optional<String> fault(APIGatewayV2HTTPEvent event) {
        if (!VERSION.equals(event.getVersion())) {
            return Optional.of("version: expected 2.0, got " + named(event.getVersion()));
        }
        RequestContext context = event.getRequestContext();
        if (context == null) {
            return Optional.of("requestContext is missing");
        }
        if (context.getHttp() == null) {
            return Optional.of("requestContext.http is missing");
        }
        String method = context.getHttp().getMethod();
        if (method == null || method.isBlank()) {
            return Optional.of("requestContext.http.method is missing");
        }
        if (event.getRawPath() == null || !event.getRawPath().startsWith("/")) {
            return Optional.of("rawPath: expected a path that starts with a slash");
        }
        return Optional.empty();
    }

    private static String named(@Nullable String version) {
        if (version == null) {
            return "none";
        }
        return NUMBER.matcher(version).matches() ? version : "another text";
    }
}
