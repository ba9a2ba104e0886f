package dev.orderstream.infra;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;

/** The tags of all resources of a stack, and of the read tables, which are not in it. */
final class StackTags {

    private StackTags() {}

    static Map<String, String> of(Settings settings) {
        return new TreeMap<>(Map.of("application", "orderstream", "stack", settings.prefix()));
    }

    static void add(Stack stack, Settings settings) {
        of(settings).forEach(Tags.of(stack)::add);
    }

    /** As read tables are created with them. */
    static String ofReadTables(Settings settings) {
        return of(settings).entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
    }
}
