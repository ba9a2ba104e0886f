package dev.orderstream.query.openapi;

import dev.orderstream.http.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables of a route's path. */
final class PathParameters {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    private static final Map<String, Parameter> KNOWN =
            Stream.of(
                            Parameters.ORDER_ID,
                            Parameters.LINE,
                            Parameters.CUSTOMER_ID,
                            Parameters.PRODUCT_ID,
                            Parameters.OPERATION_ID,
                            Parameters.STREAM_ID)
                    .collect(Collectors.toMap(Parameter::name, Function.identity()));

    private PathParameters() {}

    /** In their order; one that only a module knows is any text. */
    static List<Parameter> of(Route route) {
        return VARIABLE.matcher(route.template())
                .results()
                .map(match -> match.group(1))
                .map(name ->
                        KNOWN.getOrDefault(
                                name,
                                Parameter.path(name, "Of the path.", Schema.string(), "\"…\"")))
                .toList();
    }
}
