package dev.orderstream.local.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.orderstream.http.Claim;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The local stand-in for API Gateway's JWT authorizer. It checks in the same order: token,
 * algorithm, key and signature, issuer, audience, times, and at last the scopes of the route.
 * Source: AWS's developer guide, "Control access to HTTP APIs with JWT authorizers".
 */
public record JwtAuthorizer(KeySet keys, InstantSource clock) {

    private static final String SCHEME = "Bearer";

    /** Why a token is none. The text is ours alone: nothing of the token is in it. */
    private static final class InvalidTokenException extends Exception {
        private static final long serialVersionUID = 1;

        private InvalidTokenException(String reason) {
            super(reason);
        }
    }

    /**
     * Looks at the header {@code Authorization} of a request.
     *
     * @param header its value, or null where there is none
     * @param routeScopes one of which is needed
     */
    public Verdict check(@Nullable String header, SortedSet<String> routeScopes) {
        String token = header == null ? "" : token(header);
        if (token.isEmpty()) {
            return new Verdict.Unauthenticated(
                    SCHEME, "Send a token: Authorization: " + SCHEME + " ….");
        }
        try {
            SignedJWT signed = signed(token);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            requireIssuerAndAudience(claims);
            requireTimes(claims, clock.instant());
            Map<String, Object> all = signed.getPayload().toJSONObject();
            return Collections.disjoint(scopes(all), routeScopes)
                    ? insufficient(routeScopes)
                    : new Verdict.Allowed(ClaimTexts.of(all), List.copyOf(routeScopes));
        } catch (InvalidTokenException e) {
            return invalid(String.valueOf(e.getMessage()));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return invalid("the token is malformed");
        }
    }

    private static Set<String> scopes(Map<String, Object> claims) {
        return Claim.scopes(claim(claims.get("scope")), claim(claims.get("scp")));
    }

    private static @Nullable Claim claim(@Nullable Object value) {
        return value == null ? null : Claim.of(value);
    }

    /** The token, with its scheme or without: API Gateway takes both. */
    private static String token(String header) {
        String value = header.strip();
        String prefix = SCHEME + " ";
        return value.equalsIgnoreCase(SCHEME)
                ? ""
                : value.regionMatches(true, 0, prefix, 0, prefix.length())
                        ? value.substring(prefix.length()).strip()
                        : value;
    }

    private SignedJWT signed(String token)
            throws ParseException, JOSEException, InvalidTokenException {
        SignedJWT signed = SignedJWT.parse(token);
        JWSHeader header = signed.getHeader();
        // By what we expect, never by what the token asks for: else its sender could choose none.
        if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
            throw new InvalidTokenException("signing method is invalid");
        }
        RSAKey key =
                Optional.ofNullable(header.getKeyID())
                        .flatMap(keys::find)
                        .orElseThrow(() -> new InvalidTokenException("unable to find key"));
        if (!signed.verify(new RSASSAVerifier(key))) {
            throw new InvalidTokenException("the signature is invalid");
        }
        return signed;
    }

    /** The client's id counts only where there is no audience. */
    private static void requireIssuerAndAudience(JWTClaimsSet claims)
            throws ParseException, InvalidTokenException {
        if (!Tokens.ISSUER.equals(claims.getIssuer())) {
            throw new InvalidTokenException("invalid issuer");
        }
        boolean meant =
                claims.getAudience().isEmpty()
                        ? Tokens.AUDIENCE.equals(claims.getStringClaim("client_id"))
                        : claims.getAudience().contains(Tokens.AUDIENCE);
        if (!meant) {
            throw new InvalidTokenException("the token does not have a valid audience");
        }
    }

    private static void requireTimes(JWTClaimsSet claims, Instant now)
            throws InvalidTokenException {
        Date expires = claims.getExpirationTime();
        if (expires == null || !expires.toInstant().isAfter(now)) {
            throw new InvalidTokenException("the token has expired");
        }
        if (isAfter(claims.getNotBeforeTime(), now) || isAfter(claims.getIssueTime(), now)) {
            throw new InvalidTokenException("the token is not valid yet");
        }
    }

    private static boolean isAfter(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now);
    }

    /** In AWS's form, which has no commas. */
    private static Verdict invalid(String reason) {
        return new Verdict.Unauthenticated(
                "%s scope=\"\" error=\"invalid_token\" error_description=\"%s\""
                        .formatted(SCHEME, reason),
                "The token is not valid: " + reason + ".");
    }

    private static Verdict insufficient(SortedSet<String> routeScopes) {
        return new Verdict.Forbidden(
                "%s scope=\"%s\" error=\"insufficient_scope\" error_description=\"%s\""
                        .formatted(
                                SCHEME,
                                String.join(" ", routeScopes),
                                "the token has none of the route's scopes"),
                "A token with the scope %s is needed.".formatted(String.join(" or ", routeScopes)));
    }
}
