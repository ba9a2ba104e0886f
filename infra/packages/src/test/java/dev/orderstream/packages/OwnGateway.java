package dev.orderstream.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.http.Route;
import dev.orderstream.http.RouteTable;
import dev.orderstream.http.Scope;
import dev.orderstream.local.GatewayRoutes;
import dev.orderstream.local.HttpGateway;
import dev.orderstream.packages.OwnCloud.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of API Gateway's API that make an HTTP API, and the API itself, which is the local
 * run's with the routes that it was given and no others.
 */
final class OwnGateway implements AutoCloseable {

    static final String ROOT = "/v2/apis";

    private final Map<String, Api> apis = new ConcurrentHashMap<>();
    private final OwnLambda lambda;

    OwnGateway(OwnLambda lambda) {
        this.lambda = lambda;
    }

    /** The ARNs of functions, by integration and by the key of a route. */
    private record Api(
            Map<String, String> integrations, Map<String, String> routes, HttpGateway at) {}

    Reply handle(String method, String path, String body) throws IOException {
        String[] words = path.split("/", -1);
        return switch (method + " " + (words.length > 2 ? words[2] : "")) {
            case "POST " -> create();
            case "DELETE " -> {
                apis.remove(words[1]).at().close();
                yield Reply.DONE;
            }
            case "POST integrations" -> {
                String id = UUID.randomUUID().toString();
                String arn = Json.read(body).required("integrationUri").textValue();
                apis.get(words[1]).integrations().put(id, arn);
                yield new Reply(201, Json.text(Map.of("integrationId", id)));
            }
            case "POST routes" -> {
                add(apis.get(words[1]), Json.read(body));
                yield new Reply(201, "{}");
            }
            case "POST stages" -> new Reply(201, "{}");
            default -> Reply.UNKNOWN;
        };
    }

    private Reply create() throws IOException {
        String id = UUID.randomUUID().toString();
        Map<String, String> routes = new ConcurrentHashMap<>();
        HttpGateway at = HttpGateway.start(0, (method, path) -> target(routes, method, path));
        apis.put(id, new Api(new ConcurrentHashMap<>(), routes, at));
        return new Reply(201, Json.text(Map.of("apiId", id, "apiEndpoint", at.uri().toString())));
    }

    private static void add(Api api, JsonNode request) {
        String target = request.required("target").textValue();
        String arn = api.integrations().get(target.substring("integrations/".length()));
        api.routes().put(request.required("routeKey").textValue(), arn);
    }

    private GatewayRoutes.Target target(Map<String, String> routes, String method, String path) {
        List<Route> known = new ArrayList<>();
        for (String key : routes.keySet()) {
            String[] words = key.split(" ", 2);
            // What a route answers with and asks for is no matter here.
            if (words.length == 2 && words[0].equals(method)) {
                known.add(new Route("GET", words[1], Route.Target.QUERY, Scope.NONE));
            }
        }
        return new RouteTable(known).find("GET", path)
                        instanceof RouteTable.Match.Found(Route route, Map<String, String> values)
                ? target(routes, method + " " + route.template(), values)
                : target(routes, "$default", Map.of());
    }

    private GatewayRoutes.Target target(
            Map<String, String> routes, String key, Map<String, String> values) {
        String arn = routes.get(key);
        return new GatewayRoutes.Target(
                key,
                values,
                arn,
                (event, _) -> LambdaCalls.http(lambda.process(arn), event),
                new TreeSet<>());
    }

    @Override
    public void close() {
        apis.values().forEach(api -> api.at().close());
    }
}
