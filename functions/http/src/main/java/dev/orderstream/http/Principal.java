package dev.orderstream.http;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the token's subject (null: nobody was asked), the customer whose things are the
 * caller's own (null: none), and the scopes that the token gives, without the prefix that they have
 * in the token.
 */
public record Principal(
        @Nullable String subject,
        @Nullable String customerId,
        Set<String> scopes,
        String scopePrefix) {

    public static final int SUBJECT_CHARACTERS_MAX = 128;

    /**
     * Marks and letters that are drawn as nothing: what Unicode calls default ignorable and counts
     * as neither control nor format, and the blank of Braille.
     */
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F"
                            + "\\uFFA0\\x{E0100}-\\x{E01EF}]");

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** With scopes that have no prefix. */
    public Principal(@Nullable String subject, @Nullable String customerId, Set<String> scopes) {
        this(subject, customerId, scopes, "");
    }

    /**
     * True if a token may have this as its {@code sub}: 1 to 128 visible characters. Those are
     * letters, digits and signs of any script; nothing that is not seen, and no space.
     */
    public static boolean isSubject(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters >= 1
                && characters <= SUBJECT_CHARACTERS_MAX
                && text.codePoints().allMatch(Principal::isVisible)
                && !UNSEEN.matcher(text).find();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    /** The name that is recorded with what the caller does. */
    public String userId() {
        return subject == null ? "anonymous" : subject;
    }

    public boolean isAnonymous() {
        return subject == null;
    }

    public boolean isAdmin() {
        return scopes.contains(Scope.ADMIN.word());
    }

    public boolean allows(Scope scope) {
        return scope == Scope.NONE || !Collections.disjoint(scopes, scope.sufficientWords());
    }

    /**
     * Lets those pass that a scope allows; who writes does so for a customer.
     *
     * @throws ProblemException 403 where this one does not suffice, or no customer is the caller's
     *     own
     */
    public void require(Scope scope) {
        if (!allows(scope)) {
            throw Problem.of(
                            ProblemType.FORBIDDEN,
                            "The scope %s%s is needed.".formatted(scopePrefix, scope.word()))
                    .asException();
        }
        if (scope == Scope.WRITE && !isAdmin() && customerId == null) {
            throw namesNoCustomer();
        }
    }

    /**
     * The customer whose things alone are there for this caller, or nothing for an administrator;
     * {@code id} makes an id of a text.
     *
     * @throws ProblemException 403 where no customer is the caller's own
     */
    public <T> Optional<T> onlyCustomer(Function<String, Optional<T>> id) {
        if (isAdmin()) {
            return Optional.empty();
        }
        Optional<T> own = Optional.ofNullable(customerId).flatMap(id);
        return Optional.of(own.orElseThrow(Principal::namesNoCustomer));
    }

    /**
     * Lets those pass who name their own customer in a request, and administrators.
     *
     * @throws ProblemException 403 where it is another one, or no customer is the caller's own
     */
    public void requireOwn(String named) {
        if (!isAdmin() && !named.equals(ownCustomer())) {
            throw Problem.of(ProblemType.FORBIDDEN, "Name the token's own customer.").asException();
        }
    }

    /**
     * Lets those pass whose own customer the path names, and administrators.
     *
     * @throws ProblemException 404 for anybody else's, as for one that is not there; 403 where no
     *     customer is the caller's own
     */
    public void requireCustomer(String id) {
        if (!isAdmin() && !id.equals(ownCustomer())) {
            throw Problem.customerNotFound().asException();
        }
    }

    private String ownCustomer() {
        if (customerId == null) {
            throw namesNoCustomer();
        }
        return customerId;
    }

    private static ProblemException namesNoCustomer() {
        return Problem.of(ProblemType.FORBIDDEN, "The token names no customer.").asException();
    }
}
