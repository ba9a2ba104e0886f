package dev.orderstream.http;

import static dev.orderstream.http.Route.Target.COMMAND;
import static dev.orderstream.http.Route.Target.OPERATIONS;
import static dev.orderstream.http.Route.Target.QUERY;
import static dev.orderstream.http.Route.Target.REFERENCE;
import static dev.orderstream.http.Scope.ADMIN;
import static dev.orderstream.http.Scope.NONE;
import static dev.orderstream.http.Scope.READ;
import static dev.orderstream.http.Scope.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Every route of the API: the one list that functions, local gateway and deployment share. It has
 * the service's own routes and those of every {@link RouteProvider} on the class path.
 */
public final class Routes {

    /** Every path is known with this before it as well. */
    public static final String PREFIX = "/api/v1";

    /**
     * So many calls of the query function at once on a laptop, since each may wait for a write. One
     * more is 503. On AWS a deployment chooses how many instances it reserves.
     */
    public static final int QUERIES_AT_ONCE_MAX = 100;

    /**
     * The function that gets a request without a route, and answers 404 or 405. It never waits, so
     * queries that wait can't keep these requests from an answer.
     */
    public static final Route.Target DEFAULT_TARGET = REFERENCE;

    /** So many requests a second are let in, of all callers together. One more is 429. */
    public static final int REQUESTS_PER_SECOND_MAX = 1_000;

    /** So many may come at once after a quiet time. */
    public static final int REQUESTS_BURST_MAX = 1_000;

    private static final String SCRIPT = "text/javascript";

    public static final RouteTable TABLE =
            withProvided(
                    List.of(
                            new Route("POST", "/orders", COMMAND, WRITE).openingStream(),
                            new Route("GET", "/orders/search", QUERY, READ),
                            new Route("GET", "/orders/{order_id}", QUERY, READ),
                            new Route("DELETE", "/orders/{order_id}", COMMAND, WRITE),
                            new Route("GET", "/orders/{order_id}/history", QUERY, READ),
                            new Route("POST", "/orders/{order_id}/items", COMMAND, WRITE),
                            new Route("DELETE", "/orders/{order_id}/items/{line}", COMMAND, WRITE),
                            new Route("PUT", "/orders/{order_id}/status", COMMAND, WRITE),
                            new Route("PUT", "/customers/{customer_id}", COMMAND, WRITE)
                                    .creatingResource(),
                            new Route("GET", "/customers/{customer_id}", QUERY, READ),
                            new Route("GET", "/customers/{customer_id}/orders", QUERY, READ),
                            new Route("PUT", "/products/{product_id}/stock", COMMAND, ADMIN)
                                    .creatingResource(),
                            new Route("GET", "/products/{product_id}/stock", QUERY, READ),
                            new Route(
                                    "POST",
                                    "/products/{product_id}/stock/adjustments",
                                    COMMAND,
                                    ADMIN),
                            new Route("GET", "/projections", OPERATIONS, ADMIN),
                            new Route("POST", "/projections/rebuilds", OPERATIONS, ADMIN),
                            new Route("POST", "/projections/verifications", OPERATIONS, ADMIN),
                            new Route("GET", "/operations/{operation_id}", OPERATIONS, ADMIN),
                            new Route("POST", "/operations/{operation_id}/abort", OPERATIONS, ADMIN)
                                    .withoutBody(),
                            new Route("GET", "/parked", OPERATIONS, ADMIN),
                            new Route("POST", "/parked/replay", OPERATIONS, ADMIN).withoutBody(),
                            new Route("DELETE", "/parked/{stream_id}", OPERATIONS, ADMIN),
                            new Route("POST", "/parked/{stream_id}/replay", OPERATIONS, ADMIN)
                                    .withoutBody(),
                            new Route("GET", "/health", REFERENCE, NONE).withoutTags(),
                            new Route("GET", "/openapi", REFERENCE, NONE),
                            new Route("GET", "/docs", REFERENCE, NONE, "text/html"),
                            new Route("GET", "/docs/reference.js", REFERENCE, NONE, SCRIPT),
                            new Route("GET", "/docs/swagger-ui.js", REFERENCE, NONE, SCRIPT),
                            new Route("GET", "/docs/swagger-ui.css", REFERENCE, NONE, "text/css")));

    private Routes() {}

    private static RouteTable withProvided(List<Route> own) {
        List<Route> all = new ArrayList<>(own);
        ServiceLoader.load(RouteProvider.class, Routes.class.getClassLoader())
                .forEach(provider -> all.addAll(provider.routes()));
        return new RouteTable(all);
    }
}
