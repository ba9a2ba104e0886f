package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import dev.orderstream.local.auth.JwtAuthorizer;
import dev.orderstream.local.auth.Verdict;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What gets from a route to its function, as API Gateway has it: a path that no route has needs no
 * token, and the function sees no request that is refused here.
 *
 * @param tokens what checks tokens, or nothing where nobody is asked for one
 * @param throttle what counts requests, or nothing where any number may come
 */
record Gatekeeper(Optional<JwtAuthorizer> tokens, Optional<StageThrottle> throttle) {

    static Gatekeeper open() {
        return new Gatekeeper(Optional.empty(), Optional.empty());
    }

    /**
     * Lets a request through to its route.
     *
     * @return what the function is told of the token, or nothing where none was asked for
     * @throws RefusedRequestException 429 where there are too many, 401 without a valid token, 403
     *     where its scopes are not enough
     */
    Optional<Authorizer> letThrough(Request request, GatewayRoutes.Target target)
            throws RefusedRequestException {
        if (throttle.isPresent() && !throttle.get().tryTake()) {
            throw new RefusedRequestException(GatewayProblem.throttled());
        }
        if (tokens.isEmpty() || target.scopes().isEmpty()) {
            return Optional.empty();
        }
        List<String> headers = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        String header = headers.isEmpty() ? null : String.join(",", headers);
        return switch (tokens.get().check(header, target.scopes())) {
            case Verdict.Allowed(var claims, var scopes) ->
                    Optional.of(
                            Authorizer.builder()
                                    .withJwt(
                                            Authorizer.JWT
                                                    .builder()
                                                    .withClaims(claims)
                                                    .withScopes(scopes)
                                                    .build())
                                    .build());
            case Verdict.Unauthenticated(String challenge, String reason) ->
                    throw new RefusedRequestException(
                            GatewayProblem.unauthenticated(challenge, reason));
            case Verdict.Forbidden(String challenge, String reason) ->
                    throw new RefusedRequestException(GatewayProblem.forbidden(challenge, reason));
        };
    }
}
