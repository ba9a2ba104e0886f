package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A function that keeps each event and context, and answers 200 {@code ok} until told otherwise.
 */
final class RecordingFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>, GatewayRoutes {

    private static final SortedSet<String> NO_SCOPES = Collections.emptySortedSet();

    private final List<APIGatewayV2HTTPEvent> events = new CopyOnWriteArrayList<>();
    private final List<Context> contexts = new CopyOnWriteArrayList<>();
    private volatile Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> answer =
            event -> ok("ok");
    private volatile SortedSet<String> scopes = NO_SCOPES;

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        events.add(event);
        contexts.add(context);
        return answer.apply(event);
    }

    @Override
    public Target route(String method, String path) {
        String[] segments = path.split("/", -1);
        return segments.length == 3 && segments[1].equals("orders")
                ? new Target(
                        method + " /orders/{order_id}",
                        Map.of("order_id", segments[2]),
                        "recording",
                        this,
                        scopes)
                : new Target("$default", Map.of(), "recording", this, NO_SCOPES);
    }

    void answers(Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
        answer = function;
    }

    /** One of these is needed for an order. */
    void needs(String... words) {
        scopes = new TreeSet<>(List.of(words));
    }

    APIGatewayV2HTTPEvent event() {
        return events.get(events.size() - 1);
    }

    Context context() {
        return contexts.get(contexts.size() - 1);
    }

    List<APIGatewayV2HTTPEvent> events() {
        return events;
    }

    static APIGatewayV2HTTPResponse ok(String body) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("content-type", "text/plain"))
                .withBody(body)
                .build();
    }
}
