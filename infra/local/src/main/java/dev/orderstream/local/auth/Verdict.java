package dev.orderstream.local.auth;

import java.util.List;
import java.util.Map;

/** What an authorizer says of a request. */
public sealed interface Verdict {

    /**
     * It may pass.
     *
     * @param claims of the token, each as a text
     * @param scopes of the route, one of which the token has
     */
    record Allowed(Map<String, String> claims, List<String> scopes) implements Verdict {
        public Allowed {
            claims = Map.copyOf(claims);
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * There is no token, or none that is valid.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     * @param reason for a person
     */
    record Unauthenticated(String challenge, String reason) implements Verdict {}

    /**
     * The token is valid, but none of its scopes is enough.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     */
    record Forbidden(String challenge, String reason) implements Verdict {}
}
