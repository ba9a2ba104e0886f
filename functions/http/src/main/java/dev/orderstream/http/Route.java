package dev.orderstream.http;

import java.util.List;

/**
 * One line of the route table: a method and a path template, the function that answers, the scope
 * that a caller needs, and the media type of what is answered where nothing is wrong. A template's
 * segments are literals or one variable each, {@code {name}}.
 */
public record Route(String method, String template, Target target, Scope scope, String mediaType) {

    public static final String JSON = "application/json";

    /** A route that answers JSON. */
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
