package dev.orderstream.local.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One operation of the document. */
record DescribedOperation(ApiDescription api, String method, String template, JsonNode node) {

    private static final String BODY = "/requestBody/content/application~1json";

    /** A parameter with its references followed. */
    record Parameter(String in, String name, JsonNode schema, JsonNode example) {

        String text() {
            return example.isString() ? example.asString() : example.toString();
        }

        /** Texts that are no value of it, each just beyond a bound that is described. */
        Stream<String> beyond() {
            List<String> values = new ArrayList<>();
            if (schema.has("minimum")) {
                values.add(
                        schema.get("minimum")
                                .decimalValue()
                                .subtract(BigDecimal.ONE)
                                .toPlainString());
            }
            if (schema.has("maximum")) {
                values.add(
                        schema.get("maximum").decimalValue().add(BigDecimal.ONE).toPlainString());
            }
            if (schema.has("enum") || schema.has("pattern")) {
                values.add(schema.has("enum") ? "nonsense" : " ");
            }
            if (schema.has("maxLength")) {
                values.add("a".repeat(schema.get("maxLength").asInt() + 1));
            }
            return values.stream();
        }
    }

    String id() {
        return node.get("operationId").asString();
    }

    String key() {
        return method + " " + template;
    }

    List<Parameter> parameters(String in) {
        return node.get("parameters")
                .valueStream()
                .map(api::resolve)
                .filter(parameter -> parameter.get("in").asString().equals(in))
                .map(parameter ->
                        new Parameter(
                                in,
                                parameter.get("name").asString(),
                                parameter.get("schema"),
                                parameter.get("example")))
                .toList();
    }

    Parameter parameter(String name) {
        return Stream.of("path", "query", "header")
                .flatMap(in -> parameters(in).stream())
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key() + " has no " + name));
    }

    /** The examples of bodies, by their names. */
    Map<String, JsonNode> bodies() {
        Map<String, JsonNode> bodies = new TreeMap<>();
        node.at(BODY + "/examples")
                .properties()
                .forEach(example -> bodies.put(example.getKey(), example.getValue().get("value")));
        return bodies;
    }

    JsonNode bodySchema() {
        return node.at(BODY + "/schema");
    }

    boolean hasBody() {
        return node.has("requestBody");
    }

    /** The statuses of success. */
    List<Integer> successes() {
        return node.get("responses")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(status -> status.startsWith("2"))
                .map(Integer::valueOf)
                .toList();
    }

    boolean answers(int status) {
        return node.get("responses").has(Integer.toString(status));
    }

    /** What is said of answers with this status, or nothing. */
    Optional<JsonNode> response(int status) {
        return Optional.ofNullable(node.get("responses").get(Integer.toString(status)))
                .map(api::resolve);
    }

    Stream<JsonNode> responses() {
        return node.get("responses").valueStream().map(api::resolve);
    }
}
