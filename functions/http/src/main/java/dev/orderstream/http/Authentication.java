package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells who calls. API Gateway's authorizer has checked the token; here only its claims are read.
 * Without an authorizer there are no claims, and nobody is let in, unless the operator chose that
 * everybody is.
 */
enum Authentication {
    /** Callers are who their token's claims say. */
    JWT {
        @Override
        Principal principal(APIGatewayV2HTTPEvent event, Route route) {
            Map<String, String> claims = claims(event);
            String user = claims.getOrDefault("sub", "");
            if (user.isBlank()) {
                if (route.scope() == Scope.NONE) {
                    return NOBODY;
                }
                throw Problem.of(
                                ProblemType.UNAUTHENTICATED,
                                "Send a token: Authorization: Bearer ….")
                        .withHeader("WWW-Authenticate", "Bearer")
                        .asException();
            }
            return new Principal(
                    user,
                    claims.get("customer_id"),
                    Set.copyOf(List.of(claims.getOrDefault("scope", "").strip().split("\\s+"))));
        }
    },
    /** Everybody may do everything, as on a laptop. */
    NONE {
        @Override
        Principal principal(APIGatewayV2HTTPEvent event, Route route) {
            return new Principal(null, null, Set.of(Scope.ADMIN.word()));
        }
    };

    private static final Principal NOBODY = new Principal(null, null, Set.of());

    /** The property, and in upper case the environment variable {@code AUTH_MODE}. */
    static final String PROPERTY = "auth.mode";

    static Authentication of(String mode) {
        return switch (mode) {
            case "jwt" -> JWT;
            case "none" -> NONE;
            default ->
                    throw new IllegalArgumentException(
                            "AUTH_MODE: expected jwt or none, got " + mode);
        };
    }

    /**
     * The caller.
     *
     * @throws ProblemException 401 where the route needs one and there is none
     */
    abstract Principal principal(APIGatewayV2HTTPEvent event, Route route);

    private static Map<String, String> claims(APIGatewayV2HTTPEvent event) {
        var authorizer = event.getRequestContext().getAuthorizer();
        boolean none =
                authorizer == null
                        || authorizer.getJwt() == null
                        || authorizer.getJwt().getClaims() == null;
        return none ? Map.of() : authorizer.getJwt().getClaims();
    }
}
