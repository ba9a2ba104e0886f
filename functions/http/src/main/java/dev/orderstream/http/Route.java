package dev.orderstream.http;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One line of the route table: a method and a path template, the function that answers, the scope
 * that a caller needs, the media type of a success, and the input that the route reads. A
 * template's segments are literals or one variable each, {@code {name}}.
 *
 * <p>Input that a route does not read is refused, since a caller may rely on it.
 */
public record Route(
        String method,
        String template,
        Target target,
        Scope scope,
        String mediaType,
        Set<Input> inputs) {

    public static final String JSON = "application/json";

    public Route {
        inputs = Set.copyOf(inputs);
    }

    /** A route that reads what routes of its method and function usually do. */
    public Route(String method, String template, Target target, Scope scope, String mediaType) {
        this(method, template, target, scope, mediaType, usualInputs(method, target));
    }

    /** A route that answers JSON and reads what routes of its method and function usually do. */
    public Route(String method, String template, Target target, Scope scope) {
        this(method, template, target, scope, JSON);
    }

    /** The functions that answer requests. */
    public enum Target {
        COMMAND,
        QUERY,
        OPERATIONS,
        /** Health, the description of the API, and requests that match no route. */
        REFERENCE
    }

    /** The parts of a request that only some routes read. */
    public enum Input {
        BODY,
        /** The header {@code Idempotency-Key}. */
        IDEMPOTENCY_KEY,
        /** The header {@code If-Match} with the version of the command's stream. */
        VERSION,
        /** The header {@code If-None-Match: *}: create the resource, and never replace it. */
        ABSENCE,
        /** The entity tags in the conditional headers of a read. */
        TAGS
    }

    private static Set<Input> usualInputs(String method, Target target) {
        Set<Input> inputs = EnumSet.noneOf(Input.class);
        switch (method) {
            case "GET" -> {
                if (target != Target.OPERATIONS) {
                    inputs.add(Input.TAGS);
                }
            }
            case "DELETE" -> {}
            default -> inputs.add(Input.BODY);
        }
        if (target == Target.COMMAND) {
            inputs.add(Input.IDEMPOTENCY_KEY);
            inputs.add(Input.VERSION);
        }
        return inputs;
    }

    /** The same route for a command that opens its stream: no version of it can be required. */
    public Route openingStream() {
        return with(inputs -> inputs.remove(Input.VERSION));
    }

    /** The same route for a command that creates its resource, or replaces it. */
    public Route creatingResource() {
        return with(inputs -> inputs.add(Input.ABSENCE));
    }

    /** The same route for a read whose answers have no entity tag. */
    public Route withoutTags() {
        return with(inputs -> inputs.remove(Input.TAGS));
    }

    /** The same route without a body. */
    public Route withoutBody() {
        return with(inputs -> inputs.remove(Input.BODY));
    }

    private Route with(Consumer<Set<Input>> change) {
        Set<Input> changed = EnumSet.noneOf(Input.class);
        changed.addAll(inputs);
        change.accept(changed);
        return new Route(method, template, target, scope, mediaType, changed);
    }

    /** Whether the route only reads. */
    boolean isRead() {
        return method.equals("GET");
    }

    public boolean reads(Input input) {
        return inputs.contains(input);
    }

    /** What API Gateway calls the route. */
    public String key() {
        return method + " " + template;
    }

    List<String> segments() {
        return Paths.segments(template);
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    static String variableName(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
