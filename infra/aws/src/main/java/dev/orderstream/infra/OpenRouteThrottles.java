package dev.orderstream.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;

/**
 * Throttles of the routes that need no token: each has a bucket of its own, so that callers without
 * a token can't use up what the stage lets in of all others.
 */
final class OpenRouteThrottles {

    /** A load balancer's checks and a few people who read the reference. */
    static final int REQUESTS_PER_SECOND_MAX = 100;

    static final int REQUESTS_BURST_MAX = 200;

    private final Map<String, HttpRoute> routes = new LinkedHashMap<>();

    void add(String routeKey, HttpRoute route) {
        routes.put(routeKey, route);
    }

    /** API Gateway refuses the throttle of a route that does not exist yet. */
    void applyTo(CfnStage stage) {
        Map<String, Object> settings = new TreeMap<>();
        routes.forEach((routeKey, route) -> {
            settings.put(
                    routeKey,
                    Map.of(
                            "ThrottlingRateLimit",
                            REQUESTS_PER_SECOND_MAX,
                            "ThrottlingBurstLimit",
                            REQUESTS_BURST_MAX));
            stage.getNode().addDependency(route);
        });
        stage.setRouteSettings(settings);
    }
}
