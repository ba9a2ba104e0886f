package dev.orderstream.http;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every route of the API, and which one a request means. HEAD is found wherever GET is. */
public final class RouteTable {

    /** What a method and a path mean: a route, a path without that method, or nothing. */
    public sealed interface Match {
        record Found(Route route, Map<String, String> variables) implements Match {

            public Found {
                variables = Map.copyOf(variables);
            }
        }

        record WrongMethod(SortedSet<String> allowed) implements Match {

            public WrongMethod {
                allowed = Collections.unmodifiableSortedSet(new TreeSet<>(allowed));
            }
        }

        record Unknown() implements Match {}
    }

    private final List<Route> routes;

    /**
     * Routes in any order: a literal segment wins over a variable in the same place.
     *
     * @throws IllegalArgumentException where two routes are for the same requests
     */
    public RouteTable(List<Route> routes) {
        Map<String, Route> known = new HashMap<>();
        for (Route route : routes) {
            Route other = known.putIfAbsent(route.method() + " " + shape(route), route);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two routes for the same requests: %s and %s"
                                .formatted(other.key(), route.key()));
            }
        }
        this.routes =
                routes.stream().sorted(Comparator.comparing(route -> specificity(route))).toList();
    }

    public List<Route> routes() {
        return routes;
    }

    /** The meaning of a request: {@code path} is decoded, starts with a slash and has no prefix. */
    public Match find(String method, String path) {
        List<String> segments = Paths.segments(path);
        SortedSet<String> allowed = new TreeSet<>();
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> shape = List.of();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = variables(route.segments(), segments);
            // Only the most specific template speaks for a path: /orders/search is never an order.
            if (variables.isEmpty() || !(allowed.isEmpty() || shape.equals(shape(route)))) {
                continue;
            }
            if (route.method().equals(wanted)) {
                return new Match.Found(route, variables.get());
            }
            shape = shape(route);
            allowed.add(route.method());
            if (route.method().equals("GET")) {
                allowed.add("HEAD");
            }
        }
        return allowed.isEmpty() ? new Match.Unknown() : new Match.WrongMethod(allowed);
    }

    private static List<String> shape(Route route) {
        return route.segments().stream().map(s -> Route.isVariable(s) ? "{}" : s).toList();
    }

    private static String specificity(Route route) {
        StringBuilder key = new StringBuilder();
        for (String segment : route.segments()) {
            key.append(Route.isVariable(segment) ? '1' : '0');
        }
        return key.toString();
    }

    private static Optional<Map<String, String>> variables(
            List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            String actual = segments.get(i);
            if (Route.isVariable(expected) && !actual.isEmpty()) {
                variables.put(Route.variableName(expected), actual);
            } else if (!expected.equals(actual)) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(variables));
    }
}
