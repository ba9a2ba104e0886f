package dev.orderstream.http;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment's issuer names things in its tokens.
 *
 * @param customerClaim the claim that names the caller's own customer
 * @param scopePrefix what stands before each scope in a token: with {@code api/}, {@code
 *     api/orders:read} counts and {@code orders:read} does not
 */
public record ClaimSettings(String customerClaim, String scopePrefix) {

    /** The property, and in upper case the environment variable {@code CUSTOMER_CLAIM}. */
    public static final String CUSTOMER_CLAIM = "customer.claim";

    /** The property, and in upper case the environment variable {@code SCOPE_PREFIX}. */
    public static final String SCOPE_PREFIX = "scope.prefix";

    /** API Gateway's bound for each scope of a route. */
    private static final int SCOPE_CHARACTERS_MAX = 64;

    private static final int PREFIX_CHARACTERS_MAX =
            SCOPE_CHARACTERS_MAX
                    - Arrays.stream(Scope.values())
                            .mapToInt(scope -> scope.word().length())
                            .max()
                            .orElse(0);

    private static final Pattern CLAIM = Pattern.compile("[\\x21-\\x7E]{1,128}");

    /** As in URIs, of which the issuers of tokens make them; none that a list is written with. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*");

    private static final Set<String> OF_TOKENS =
            Set.of("aud", "exp", "iat", "iss", "jti", "nbf", "scope", "scp");

    /** {@code customer_id}, and scopes as they are. */
    public static final ClaimSettings STANDARD = new ClaimSettings("customer_id", "");

    public ClaimSettings {
        check("CUSTOMER_CLAIM", customerClaim, ClaimSettings::parseCustomerClaim);
        check("SCOPE_PREFIX", scopePrefix, ClaimSettings::parseScopePrefix);
    }

    private static void check(String variable, String value, Consumer<String> rule) {
        try {
            rule.accept(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: %s; got \"%s\"".formatted(variable, e.getMessage(), value), e);
        }
    }

    /**
     * The text itself, if it can name the customer claim.
     *
     * @throws IllegalArgumentException that says what was expected
     */
    public static String parseCustomerClaim(String text) {
        if (!CLAIM.matcher(text).matches() || OF_TOKENS.contains(text)) {
            throw new IllegalArgumentException(
                    "expected a claim's name of 1 to 128 visible ASCII characters, such as"
                            + " custom:customer_id, and none of %s"
                                    .formatted(
                                            OF_TOKENS.stream()
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))));
        }
        return text;
    }

    /**
     * The text itself, if it can stand before a scope.
     *
     * @throws IllegalArgumentException that says what was expected
     */
    public static String parseScopePrefix(String text) {
        if (text.length() > PREFIX_CHARACTERS_MAX || !PREFIX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected at most %d characters of a URI, such as api/, without spaces, quotes and brackets"
                            .formatted(PREFIX_CHARACTERS_MAX));
        }
        return text;
    }

    /**
     * The settings of a deployment, {@link #STANDARD} as far as a property is missing.
     *
     * @throws IllegalArgumentException that says what was expected
     */
    public static ClaimSettings read(Function<String, @Nullable String> property) {
        String claim = property.apply(CUSTOMER_CLAIM);
        String prefix = property.apply(SCOPE_PREFIX);
        return new ClaimSettings(
                claim == null ? STANDARD.customerClaim : claim,
                prefix == null ? STANDARD.scopePrefix : prefix);
    }

    /** A scope as it stands in a token. */
    public String word(Scope scope) {
        return scopePrefix + scope.word();
    }

    /** The scopes any one of which is enough: what an authorizer asks a route's tokens for. */
    public SortedSet<String> sufficientWords(Scope scope) {
        return Collections.unmodifiableSortedSet(
                scope.sufficientWords().stream()
                        .map(word -> scopePrefix + word)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Of a token's scopes those of this service, without the prefix. */
    Set<String> own(Set<String> scopes) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(scopePrefix))
                .map(scope -> scope.substring(scopePrefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
