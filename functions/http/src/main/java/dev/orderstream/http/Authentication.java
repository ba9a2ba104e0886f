package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells who calls. API Gateway's authorizer has checked the token; here only its claims are read.
 * Without an authorizer there are no claims, and nobody is let in, unless the operator chose that
 * everybody is.
 */
final class Authentication {

    /** The property, and in upper case the environment variable {@code AUTH_MODE}. */
    static final String PROPERTY = "auth.mode";

    private static final Principal NOBODY = new Principal(null, null, Set.of());

    /** As the ids of customers are; any other text names none. */
    private static final Pattern CUSTOMER = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}");

    private final boolean everybody;
    private final ClaimSettings settings;

    private Authentication(boolean everybody, ClaimSettings settings) {
        this.everybody = everybody;
        this.settings = settings;
    }

    /**
     * By the claims of tokens ({@code jwt}), or by nothing: everybody may do everything ({@code
     * none}), as on a laptop.
     */
    static Authentication of(String mode, ClaimSettings settings) {
        return switch (mode) {
            case "jwt" -> new Authentication(false, settings);
            case "none" -> new Authentication(true, settings);
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
    Principal principal(APIGatewayV2HTTPEvent event, Route route) {
        if (everybody) {
            return new Principal(null, null, Set.of(Scope.ADMIN.word()));
        }
        if (route.scope() == Scope.NONE) {
            return NOBODY;
        }
        TokenClaims claims =
                TokenClaims.of(event)
                        .orElseThrow(() ->
                                unauthenticated(
                                        "The token can't be read. Send one token of three parts in"
                                                + " unpadded base64url, whose claims are a JSON"
                                                + " object as bodies are: no duplicate names, at"
                                                + " most %d levels, numbers of at most %d"
                                                        .formatted(
                                                                JsonBody.LEVELS_MAX,
                                                                JsonBody.NUMBER_CHARACTERS_MAX)
                                                + " characters.",
                                        "Bearer error=\"invalid_token\""));
        if (claims.isEmpty()) {
            throw unauthenticated("Send a token: Authorization: Bearer ….", "Bearer");
        }
        String subject =
                claims.text("sub")
                        .filter(Principal::isSubject)
                        .orElseThrow(() ->
                                unauthenticated(
                                        "The token's sub must be a text of 1 to %d visible characters."
                                                .formatted(Principal.SUBJECT_CHARACTERS_MAX),
                                        "Bearer error=\"invalid_token\""));
        Optional<String> customer =
                claims.text(settings.customerClaim())
                        .filter(text -> CUSTOMER.matcher(text).matches());
        return new Principal(
                subject,
                customer.orElse(null),
                settings.own(claims.scopes(settings.word(route.scope()))),
                settings.scopePrefix());
    }

    private static ProblemException unauthenticated(String detail, String challenge) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .withHeader("WWW-Authenticate", challenge)
                .asException();
    }
}
