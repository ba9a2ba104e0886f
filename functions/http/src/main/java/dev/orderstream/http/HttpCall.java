package dev.orderstream.http;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as controllers read it: routed, authenticated, decoded once. {@code instance} is the
 * path as a URI reference, {@code prefix} what of it comes before the route's own, for links.
 */
public record HttpCall(
        Route route,
        Map<String, String> variables,
        QueryParameters query,
        Headers headers,
        ByteBuffer body,
        Principal principal,
        String instance,
        String prefix,
        String requestId,
        String correlationId) {

    public HttpCall {
        variables = Map.copyOf(variables);
    }

    /** The part of the path that stands for {@code {name}}. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException(route.template() + " has no variable " + name);
        }
        return value;
    }

    /**
     * The customer of the path, where the caller may know of it; {@code id} makes an id of a text.
     *
     * @throws ProblemException 404 where he may not, or the text is no id; 403 where no customer is
     *     his own
     */
    public <T> T customer(Function<String, Optional<T>> id) {
        String text = variable("customer_id");
        principal.requireCustomer(text);
        return id.apply(text).orElseThrow(() -> Problem.customerNotFound().asException());
    }

    public boolean hasBody() {
        return body.hasRemaining();
    }
}
