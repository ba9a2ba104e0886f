package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            String user = text(claims, "sub");
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
            return new Principal(user, claims.get("customer_id"), scopes(claims));
        }
    },
    /** Everybody may do everything, as on a laptop. */
    NONE {
        @Override
        Principal principal(APIGatewayV2HTTPEvent event, Route route) {
            return new Principal(null, null, Set.of(Scope.ADMIN.word()));
        }
    };

    private static final Pattern LIST = Pattern.compile("^\\[(.*)]$");
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

    /**
     * Issuers write scopes as words or as a list, in {@code scope} or in {@code scp}; API Gateway
     * takes them all and hands a list on as {@code [a b]}.
     */
    private static Set<String> scopes(Map<String, String> claims) {
        return Stream.of("scope", "scp")
                .map(name -> LIST.matcher(text(claims, name).strip()).replaceFirst("$1"))
                .flatMap(words -> Arrays.stream(words.split("\\s+", -1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(Map<String, String> claims, String name) {
        return Objects.requireNonNullElse(claims.get(name), "");
    }

    private static Map<String, String> claims(APIGatewayV2HTTPEvent event) {
        var authorizer = event.getRequestContext().getAuthorizer();
        boolean none =
                authorizer == null
                        || authorizer.getJwt() == null
                        || authorizer.getJwt().getClaims() == null;
        return none ? Map.of() : authorizer.getJwt().getClaims();
    }
}
