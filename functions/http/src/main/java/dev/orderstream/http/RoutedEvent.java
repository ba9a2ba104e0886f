package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event that Micronaut gets instead of API Gateway's: only what it needs to find the
 * controller. Its own reading of queries, bodies and content types thus never has a say; the
 * controller reads the call.
 */
final class RoutedEvent extends APIGatewayV2HTTPEvent {

    private final transient HttpCall call;

    RoutedEvent(HttpCall call, String path) {
        this.call = call;
        setRawPath(path);
        setHeaders(Map.of());
        setRequestContext(
                RequestContext.builder()
                        .withRequestId(call.requestId())
                        .withHttp(
                                RequestContext.Http.builder()
                                        .withMethod(call.route().method())
                                        .withPath(path)
                                        .build())
                        .build());
    }

    HttpCall call() {
        return call;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
