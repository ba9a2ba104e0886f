package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The routing of an HTTP API: which function answers a method and a path. Total, because {@code
 * $default} takes the rest.
 */
@FunctionalInterface
public interface GatewayRoutes {

    /**
     * Finds the function for a request.
     *
     * @param method as the client sent it
     * @param path percent-decoded, as AWS matches it: {@code /a%2Fb} arrives here as {@code /a/b}
     */
    Target route(String method, String path);

    /**
     * A route that matched.
     *
     * @param routeKey as AWS writes it: {@code GET /orders/{order_id}}, or {@code $default}
     * @param pathParameters the route's parameters, decoded; empty where it has none
     * @param functionName what the function's context and the log call it
     * @param scopes of which a token needs one; where there are none, no token is asked for
     */
    record Target(
            String routeKey,
            Map<String, String> pathParameters,
            String functionName,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
            SortedSet<String> scopes) {

        public Target {
            pathParameters = Map.copyOf(pathParameters);
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }
    }
}
