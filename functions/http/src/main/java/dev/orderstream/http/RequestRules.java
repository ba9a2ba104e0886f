package dev.orderstream.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses the headers that change what a request means and that its route does not read: a caller
 * relies on them, so they are never ignored. Which headers are safe to ignore, and why, is in
 * {@code docs/architecture.md}.
 */
final class RequestRules {

    /** Each asks for another method than the one in the request line. */
    private static final List<String> OTHER_METHODS =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    private RequestRules() {}

    /**
     * @throws ProblemException 400 for a header that is invalid or that the route does not read
     */
    static void check(Route route, Headers headers) {
        RequestHeaders.correlationId(headers);
        checkKey(route, headers);
        for (String name : OTHER_METHODS) {
            refuse(headers, name, "Send the request with the method that is meant.");
        }
        refuse(headers, "Content-Range", "Send the whole body; a part of it is not supported.");
        refuse(
                headers,
                "If-Unmodified-Since",
                "No resource has a modification date. Use If-Match with an entity tag.");
        headers.find("Expect")
                .filter(value -> !value.strip().toLowerCase(Locale.ROOT).equals("100-continue"))
                .ifPresent(value -> {
                    throw invalid("Expect", "Only 100-continue is supported.");
                });
        if (route.reads(Route.Input.TAGS)) {
            checkTags(headers);
        } else {
            checkConditions(route, headers);
        }
    }

    private static void checkKey(Route route, Headers headers) {
        Optional<String> key = RequestHeaders.idempotencyKey(headers);
        // A read has no effect that a repeat could double.
        boolean mayRepeat = route.isRead() || route.reads(Route.Input.IDEMPOTENCY_KEY);
        if (key.isPresent() && !mayRepeat) {
            throw invalid(
                    RequestHeaders.IDEMPOTENCY_KEY,
                    "Only commands on orders, customers and products are repeatable by a key.");
        }
    }

    private static void checkTags(Headers headers) {
        for (String name : List.of(RequestHeaders.IF_MATCH, RequestHeaders.IF_NONE_MATCH)) {
            if (headers.find(name).filter(value -> !EntityTags.isValid(value)).isPresent()) {
                throw invalid(name, "Send entity tags in double quotes, or *.");
            }
        }
    }

    private static void checkConditions(Route route, Headers headers) {
        if (!route.reads(Route.Input.VERSION)) {
            refuse(
                    headers,
                    RequestHeaders.IF_MATCH,
                    "The resource has no entity tag, or does not exist yet.");
        }
        if (route.reads(Route.Input.ABSENCE)) {
            headers.find(RequestHeaders.IF_NONE_MATCH)
                    .filter(value -> !value.strip().equals(EntityTags.ANY))
                    .ifPresent(value -> {
                        throw invalid(RequestHeaders.IF_NONE_MATCH, "Only * is supported here.");
                    });
        } else {
            refuse(
                    headers,
                    RequestHeaders.IF_NONE_MATCH,
                    "Only reads with an entity tag and a PUT that creates support it.");
        }
        if (!route.isRead()) {
            for (String name : List.of("If-Modified-Since", "If-Range")) {
                refuse(headers, name, "Only entity tags make a command conditional.");
            }
        }
    }

    private static void refuse(Headers headers, String name, String advice) {
        if (headers.find(name).isPresent()) {
            throw invalid(name, advice);
        }
    }

    private static ProblemException invalid(String header, String advice) {
        return QueryParameters.invalid("%s: not supported here. %s".formatted(header, advice));
    }
}
