package dev.orderstream.infra;

import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
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
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The HTTP API: a route for each line of the route table, with and without prefix, and HEAD beside
 * each GET. A request without a route goes to the reference function, which answers 404 or 405.
 */
final class HttpFront {

    /** A day: what may be asked for changes with a deployment. */
    private static final Duration PREFLIGHT_KEPT = Duration.days(1);

    /**
     * The route and not the path, which has ids in it; no query, no address and nothing of a token.
     * By request_id a line meets those of the function.
     */
    private static final String LOG_LINE =
            Stream.of(
                            "request_id:requestId",
                            "time:requestTime",
                            "method:httpMethod",
                            "route:routeKey",
                            "status:status",
                            "bytes:responseLength",
                            "duration_ms:responseLatency",
                            "function_ms:integrationLatency",
                            "function_status:integrationStatus",
                            "error:error.responseType")
                    .map(member -> member.split(":", 2))
                    .map(member -> "\"%s\":\"$context.%s\"".formatted(member[0], member[1]))
                    .collect(Collectors.joining(",", "{", "}"));

    final HttpApi api;
    final HttpStage stage;
    private final Map<Route.Target, HttpLambdaIntegration> integrations =
            new EnumMap<>(Route.Target.class);
    private final Optional<IHttpRouteAuthorizer> authorizer;

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
        this.authorizer = settings.tokens().map(HttpFront::authorizer);
        HttpApi.Builder builder =
                HttpApi.Builder.create(scope, "Api")
                        .apiName(settings.prefix())
                        .createDefaultStage(false)
                        .defaultIntegration(integration(Routes.DEFAULT_TARGET));
        if (!settings.origins().isEmpty()) {
            builder.corsPreflight(cors(settings.origins()));
        }
        this.api = builder.build();
        permitDefaultRoute();
        Routes.TABLE.routes().forEach(this::add);
        Review.openRoute(
                api.getNode().findChild("DefaultRoute"), "It answers 404 or 405 and no more.");
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
        ((CfnStage) Objects.requireNonNull(stage.getNode().getDefaultChild()))
                .setAccessLogSettings(accessLog(scope, settings));
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
        List<String> scopes = List.copyOf(route.scope().sufficientWords());
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
            } else if (open) {
                routes.forEach(r -> Review.openRoute(r, "A developer chose auth=none."));
            }
        }
    }

    private HttpLambdaIntegration integration(Route.Target target) {
        return Objects.requireNonNull(integrations.get(target));
    }

    /** Tokens go in a header, never in a cookie, so no page is let in by what the browser has. */
    private static CorsPreflightOptions cors(List<String> origins) {
        List<CorsHttpMethod> methods =
                Routes.TABLE.routes().stream()
                        .map(Route::method)
                        .distinct()
                        .sorted()
                        .map(CorsHttpMethod::valueOf)
                        .collect(Collectors.toCollection(ArrayList::new));
        methods.add(CorsHttpMethod.HEAD);
        return CorsPreflightOptions.builder()
                .allowOrigins(origins)
                .allowMethods(methods)
                .allowHeaders(
                        List.of(
                                "Authorization",
                                "Content-Type",
                                "Idempotency-Key",
                                "If-Match",
                                "If-None-Match",
                                "X-Correlation-Id"))
                .exposeHeaders(
                        List.of(
                                "ETag",
                                "Idempotent-Replayed",
                                "Link",
                                "Location",
                                "Retry-After",
                                "X-Correlation-Id"))
                .maxAge(PREFLIGHT_KEPT)
                .build();
    }

    private static CfnStage.AccessLogSettingsProperty accessLog(
            Construct scope, Settings settings) {
        LogGroup log =
                LogGroup.Builder.create(scope, "ApiLog")
                        .logGroupName("/aws/apigateway/" + settings.prefix())
                        .retention(DeployedFunction.retention(settings))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        return CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(LOG_LINE)
                .build();
    }
}
