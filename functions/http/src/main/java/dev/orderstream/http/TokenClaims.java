package dev.orderstream.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.json.tree.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claims of the token that API Gateway's authorizer has checked.
 *
 * <p>The authorizer hands each claim on as a text, whatever its type: {@code [a b]} may have been
 * the list {@code ["a","b"]}, the list {@code ["a b"]} or that very text, and 42 a number. So the
 * type is looked up in the token, which is in the same request. The token alone proves nothing
 * here: its value counts only where the text that the authorizer has handed on is what that value
 * becomes. A request without a token is none that API Gateway has sent; of its claims, only a text
 * that can be nothing else counts. A token that can't be read has no claims.
 */
final class TokenClaims {

    private static final Pattern BEARER =
            Pattern.compile(
                    "(?:Bearer\\s+)?[\\w-]+\\.([\\w-]+)\\.[\\w-]+", Pattern.CASE_INSENSITIVE);

    /** What a list, an object, a number, a boolean or null may have become. */
    private static final Pattern PERHAPS_NO_TEXT =
            Pattern.compile(
                    ".*[\\[\\]{}\"\\\\].*"
                            + "|[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"
                            + "|true|false|null|<nil>",
                    Pattern.DOTALL);

    private final Map<String, String> texts;
    private final @Nullable JsonNode token;

    private TokenClaims(Map<String, String> texts, @Nullable JsonNode token) {
        this.texts = texts;
        this.token = token;
    }

    /**
     * The claims of a request.
     *
     * @return nothing where the request has a token that can't be read
     */
    static Optional<TokenClaims> of(APIGatewayV2HTTPEvent event) {
        Map<String, String> texts = texts(event);
        Optional<String> header = Headers.of(event.getHeaders()).find("authorization");
        if (texts.isEmpty() || header.isEmpty()) {
            return Optional.of(new TokenClaims(texts, null));
        }
        return payload(header.get()).map(token -> new TokenClaims(texts, token));
    }

    private static Map<String, String> texts(APIGatewayV2HTTPEvent event) {
        var authorizer = event.getRequestContext().getAuthorizer();
        boolean none =
                authorizer == null
                        || authorizer.getJwt() == null
                        || authorizer.getJwt().getClaims() == null;
        return none ? Map.of() : authorizer.getJwt().getClaims();
    }

    private static Optional<JsonNode> payload(String authorization) {
        Matcher bearer = BEARER.matcher(authorization.strip());
        if (!bearer.matches()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(bearer.group(1));
            return Optional.of(JsonBody.parse(ByteBuffer.wrap(json)));
        } catch (IllegalArgumentException | ProblemException unreadable) {
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The claim with this name, or nothing where the token has none. */
    Optional<Claim> find(String name) {
        return Optional.ofNullable(texts.get(name)).map(text -> claim(name, text));
    }

    /** The claim with this name where it is a text. */
    Optional<String> text(String name) {
        return find(name)
                .flatMap(claim ->
                        claim instanceof Claim.Text(String value)
                                ? Optional.of(value)
                                : Optional.empty());
    }

    private Claim claim(String name, String text) {
        if (token == null) {
            return PERHAPS_NO_TEXT.matcher(text).matches()
                    ? new Claim.Other()
                    : new Claim.Text(text);
        }
        JsonNode value = token.get(name);
        if (value != null && value.isString() && value.getStringValue().equals(text)) {
            return new Claim.Text(text);
        }
        return value != null && value.isArray() ? list(value, text) : new Claim.Other();
    }

    private static Claim list(JsonNode array, String text) {
        List<String> list = new ArrayList<>();
        for (JsonNode each : array.values()) {
            if (!each.isString()) {
                return new Claim.Other();
            }
            list.add(each.getStringValue());
        }
        boolean isSame = text.equals("[" + String.join(" ", list) + "]");
        return isSame ? new Claim.Texts(list) : new Claim.Other();
    }

    /**
     * The scopes that the token gives on a route.
     *
     * <p>Which of {@code scope} and {@code scp} the authorizer reads where a token has both is not
     * documented. So {@code scope} counts, but beyond the route's own scope, which the authorizer
     * has found, only as far as {@code scp} names the same.
     *
     * @param ofRoute the scope that the route asks for
     */
    Set<String> scopes(String ofRoute) {
        Optional<Claim> scope = find("scope");
        Optional<Claim> scp = find("scp");
        Set<String> scopes = new HashSet<>(Claim.scopes(scope.orElse(null), scp.orElse(null)));
        if (scope.isPresent() && scp.isPresent()) {
            Set<String> both = scp.get().scopes();
            scopes.removeIf(word -> !word.equals(ofRoute) && !both.contains(word));
        }
        return scopes;
    }
}
