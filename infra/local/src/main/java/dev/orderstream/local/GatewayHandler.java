package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import dev.orderstream.http.RequestLog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one request through the gateway: body, route, token, event, function, answer. */
final class GatewayHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);

    private final GatewayRoutes routes;
    private final Gatekeeper gatekeeper;
    private final FunctionCaller functions;
    private final InstantSource clock;
    private final ApiMapping mapping;

    GatewayHandler(
            GatewayRoutes routes,
            Gatekeeper gatekeeper,
            FunctionCaller functions,
            InstantSource clock,
            ApiMapping mapping) {
        this.routes = routes;
        this.gatekeeper = gatekeeper;
        this.functions = functions;
        this.clock = clock;
        this.mapping = mapping;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        answer(request, UUID.randomUUID().toString()).write(request, response, callback);
        return true;
    }

    private GatewayAnswer answer(Request request, String requestId) {
        try {
            return call(request, requestId);
        } catch (RefusedRequestException e) {
            return refused(request, e.problem(), requestId);
        } catch (RuntimeException e) {
            LOG.error("The gateway failed, request {}", requestId, e);
            return refused(request, GatewayProblem.internalError(), requestId);
        }
    }

    /** The answer to a request that the gateway itself refuses, and its line in the log. */
    static GatewayAnswer refused(Request request, GatewayProblem problem, String requestId) {
        RequestLog.refused(request.getMethod(), requestId, problem.problem());
        return problem.to(request.getMethod()).answer(instance(request), requestId);
    }

    private GatewayAnswer call(Request request, String requestId) throws RefusedRequestException {
        String encoded = request.getHttpURI().getPath();
        if (encoded == null
                || !encoded.startsWith("/")
                || HttpMethod.CONNECT.is(request.getMethod())) {
            throw new RefusedRequestException(
                    GatewayProblem.malformed("The request target is not a path."));
        }
        String path = PercentDecoding.path(encoded);
        RequestBody body = RequestBody.read(request);
        GatewayRoutes.Target target = routes.route(request.getMethod(), mapping.own(path));
        Optional<Authorizer> authorizer = gatekeeper.letThrough(request, target);
        APIGatewayV2HTTPEvent event =
                RequestEvent.of(
                        request, path, mapping.stage(), target, body, requestId, clock.instant());
        authorizer.ifPresent(event.getRequestContext()::setAuthorizer);
        return functions.call(target, event);
    }

    /** The path, for a problem to name. */
    static String instance(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null || !path.startsWith("/") ? "/" : PathReference.of(path);
    }
}
