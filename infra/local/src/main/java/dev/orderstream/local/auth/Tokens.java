package dev.orderstream.local.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.orderstream.http.ClaimSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signs tokens as an issuer would: who calls, whose things are his own, and what he may do. */
public record Tokens(KeySet keys, InstantSource clock, ClaimSettings names) {

    /** The local run's own, which no other system takes a token of. */
    static final String ISSUER = "urn:orderstream:local";

    static final String AUDIENCE = "orderstream";

    /** Signs tokens in which all is named as by default. */
    public Tokens(KeySet keys, InstantSource clock) {
        this(keys, clock, ClaimSettings.STANDARD);
    }

    /** What to sign; without a customer the token names none. Scopes are without their prefix. */
    public record Grant(
            String subject, @Nullable String customer, List<String> scopes, Duration validFor) {

        public Grant {
            scopes = List.copyOf(scopes);
        }
    }

    /** The token, in compact form. */
    public String sign(Grant grant) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .subject(grant.subject())
                        .claim("scope", scopes(grant))
                        .issueTime(Date.from(clock.instant()))
                        .expirationTime(Date.from(clock.instant().plus(grant.validFor())))
                        .jwtID(UUID.randomUUID().toString());
        if (grant.customer() != null) {
            claims.claim(names.customerClaim(), grant.customer());
        }
        return sign(claims.build());
    }

    private String scopes(Grant grant) {
        return grant.scopes().stream()
                .map(scope -> names.scopePrefix() + scope)
                .collect(Collectors.joining(" "));
    }

    private String sign(JWTClaimsSet claims) {
        RSAKey key = keys.signingKey();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
        return token.serialize();
    }
}
