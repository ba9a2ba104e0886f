package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Route;
import dev.orderstream.http.RouteTable;
import dev.orderstream.http.Routes;
import dev.orderstream.http.Scope;
import java.util.Map;
import java.util.SortedSet;

/** The shared route table as the gateway asks it. A request without a route has one function. */
final class SharedRoutes implements GatewayRoutes {

    private final ClaimSettings claims;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> command;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> query;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> operations;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> reference;

    SharedRoutes(
            ClaimSettings claims,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> command,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> query,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> operations,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> reference) {
        this.claims = claims;
        this.command = command;
        this.query = query;
        this.operations = operations;
        this.reference = reference;
    }

    @Override
    public Target route(String method, String path) {
        boolean prefixed = path.startsWith(Routes.PREFIX + "/");
        String prefix = prefixed ? Routes.PREFIX : "";
        return switch (Routes.TABLE.find(method, path.substring(prefix.length()))) {
            case RouteTable.Match.Found(Route route, Map<String, String> variables) ->
                    target(
                            method + " " + prefix + route.template(),
                            variables,
                            route.target(),
                            route.scope());
            case RouteTable.Match.WrongMethod wrong -> byDefault();
            case RouteTable.Match.Unknown() -> byDefault();
        };
    }

    private Target byDefault() {
        return target("$default", Map.of(), Routes.DEFAULT_TARGET, Scope.NONE);
    }

    private Target target(
            String routeKey, Map<String, String> variables, Route.Target target, Scope scope) {
        SortedSet<String> scopes = claims.sufficientWords(scope);
        return switch (target) {
            case COMMAND -> new Target(routeKey, variables, "command", command, scopes);
            case QUERY -> new Target(routeKey, variables, "query", query, scopes);
            case OPERATIONS -> new Target(routeKey, variables, "operations", operations, scopes);
            case REFERENCE -> new Target(routeKey, variables, "reference", reference, scopes);
        };
    }
}
