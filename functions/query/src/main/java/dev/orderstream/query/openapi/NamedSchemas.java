package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The schemas with names, as JSON. Linters blame a document for those that it has no use for. */
final class NamedSchemas {

    private static final Pattern REFERENCE = Pattern.compile("\"#/components/schemas/([^\"]+)\"");

    private NamedSchemas() {}

    /** Those that paths or problems refer to, and those that they refer to, by their names. */
    static Map<String, String> reachable(String paths) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.of(
                        RequestSchemas.ALL,
                        CommandSchemas.ALL,
                        ViewSchemas.ALL,
                        HistorySchemas.ALL,
                        OperatorSchemas.ALL,
                        ProblemSchemas.ALL)
                .flatMap(List::stream)
                .forEach(component ->
                        all.put(component.name(), JsonWriter.object(component.schema()::writeTo)));
        Set<String> found = new LinkedHashSet<>();
        collect(paths + JsonWriter.object(ProblemSchemas.PROBLEM.ref()::writeTo), all, found);
        all.keySet().retainAll(found);
        return all;
    }

    private static void collect(String text, Map<String, String> all, Set<String> found) {
        REFERENCE
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(found::add)
                .toList()
                .forEach(name -> collect(all.getOrDefault(name, ""), all, found));
    }
}
