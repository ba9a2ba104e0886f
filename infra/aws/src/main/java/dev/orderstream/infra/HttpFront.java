package dev.orderstream.infra;

import dev.orderstream.http.ClaimSettings;
import dev.orderstream.http.Cors;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.CorsPreflightOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IHttpRouteAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/**
 * The HTTP API: a route for each line of the route table, with and without prefix, and HEAD beside
 * each GET. A request without a route goes to the reference function, which answers 404 or 405.
 */
final class HttpFront {

    final HttpApi api;
    final HttpStage stage;
    final AccessLog accessLog;
    private final OpenRouteThrottles throttles = new OpenRouteThrottles();
    private final Map<Route.Target, HttpLambdaIntegration> integrations =
            new EnumMap<>(Route.Target.class);
    private final Optional<IHttpRouteAuthorizer> authorizer;
    private final ClaimSettings claims;

    HttpFront(Construct scope, Settings settings, Functions functions) {
        for (Route.Target target : Route.Target.values()) {
            DeployedFunction function = functions.get(FunctionDefinition.of(target));
            integrations.put(
                    target,
                    HttpLambdaIntegration.Builder.create(
                                    function.definition.id() + "Integration", function.alias)
                            // One right for the API: one for each of its routes would not fit.
                            .scopePermissionToRoute(false)
                            .build());
        }
        this.claims = settings.claims();
        this.authorizer = settings.tokens().map(HttpFront::authorizer);
        HttpApi.Builder builder =
                HttpApi.Builder.create(scope, "Api")
                        .apiName(settings.prefix())
                        .createDefaultStage(false)
                        .disableExecuteApiEndpoint(!settings.options().defaultEndpoint())
                        .defaultIntegration(integration(Routes.DEFAULT_TARGET));
        if (!settings.origins().isEmpty()) {
            builder.corsPreflight(cors(settings.origins()));
        }
        this.api = builder.build();
        permitDefaultRoute();
        Routes.TABLE.routes().forEach(this::add);
        HttpRoute defaultRoute = (HttpRoute) api.getNode().findChild("DefaultRoute");
        Review.openRoute(defaultRoute, "It answers 404 or 405 and no more.");
        throttles.add("$default", defaultRoute);
        this.stage =
                HttpStage.Builder.create(scope, "Stage")
                        .httpApi(api)
                        // A named stage would stand before every path.
                        .stageName("$default")
                        .autoDeploy(true)
                        .throttle(
                                ThrottleSettings.builder()
                                        .rateLimit(Routes.REQUESTS_PER_SECOND_MAX)
                                        .burstLimit(Routes.REQUESTS_BURST_MAX)
                                        .build())
                        .build();
        this.accessLog = new AccessLog(scope, settings);
        CfnStage resource = (CfnStage) Objects.requireNonNull(stage.getNode().getDefaultChild());
        resource.setAccessLogSettings(accessLog.settings());
        throttles.applyTo(resource);
    }

    /**
     * Lets the default route call its function. API Gateway calls for it as {@code
     * api/stage/$default}. CDK's permission for a whole API has three wildcards, one segment more.
     */
    private void permitDefaultRoute() {
        List<CfnPermission> permissions =
                api.getNode().findChild("DefaultRoute").getNode().findAll().stream()
                        .filter(CfnPermission.class::isInstance)
                        .map(CfnPermission.class::cast)
                        .toList();
        if (permissions.size() != 1) {
            throw new IllegalStateException(
                    "expected one permission of the default route, got " + permissions.size());
        }
        permissions
                .getFirst()
                .setSourceArn(
                        Stack.of(api)
                                .formatArn(
                                        ArnComponents.builder()
                                                .service("execute-api")
                                                .resource(api.getApiId())
                                                .resourceName("*/*")
                                                .build()));
    }

    private static IHttpRouteAuthorizer authorizer(Settings.Tokens tokens) {
        return HttpJwtAuthorizer.Builder.create("Tokens", tokens.issuer())
                .jwtAudience(List.of(tokens.audience()))
                .build();
    }

    private void add(Route route) {
        List<HttpMethod> methods = new ArrayList<>();
        methods.add(HttpMethod.valueOf(route.method()));
        if (route.method().equals("GET")) {
            methods.add(HttpMethod.HEAD);
        }
        List<String> scopes = List.copyOf(claims.sufficientWords(route.scope()));
        boolean open = scopes.isEmpty() || authorizer.isEmpty();
        for (String prefix : List.of("", Routes.PREFIX)) {
            AddRoutesOptions.Builder options =
                    AddRoutesOptions.builder()
                            .path(prefix + route.template())
                            .methods(methods)
                            .integration(integration(route.target()));
            if (open) {
                options.authorizer(new HttpNoneAuthorizer());
            } else {
                options.authorizer(authorizer.get()).authorizationScopes(scopes);
            }
            List<HttpRoute> routes = api.addRoutes(options.build());
            if (scopes.isEmpty()) {
                routes.forEach(r -> Review.openRoute(r, "It tells nothing of anybody."));
                for (int i = 0; i < methods.size(); i++) {
                    throttles.add(methods.get(i) + " " + prefix + route.template(), routes.get(i));
                }
            } else if (open) {
                routes.forEach(r -> Review.openRoute(r, "A developer chose auth=none."));
            }
        }
    }

    private HttpLambdaIntegration integration(Route.Target target) {
        return Objects.requireNonNull(integrations.get(target));
    }

    private static CorsPreflightOptions cors(List<String> origins) {
        return CorsPreflightOptions.builder()
                .allowOrigins(origins)
                .allowMethods(Cors.methods().stream().map(CorsHttpMethod::valueOf).toList())
                .allowHeaders(Cors.REQUEST_HEADERS)
                .exposeHeaders(Cors.RESPONSE_HEADERS)
                .maxAge(Duration.seconds(Cors.PREFLIGHT_KEPT.toSeconds()))
                .build();
    }
}
