package dev.orderstream.local.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Bodies that differ from an example in one value: at a bound that the document tells, or beyond
 * it.
 */
final class BodyVariations {

    private final ApiDescription api;
    private final JsonNode example;
    private final List<Variation> all = new ArrayList<>();

    private BodyVariations(ApiDescription api, JsonNode example) {
        this.api = api;
        this.example = example;
    }

    /**
     * One of them.
     *
     * @param status what is to be answered, or 0 for the operation's success
     */
    record Variation(String what, JsonNode body, int status) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Variation> of(ApiDescription api, JsonNode schema, JsonNode example) {
        BodyVariations variations = new BodyVariations(api, example);
        variations.vary("", schema, example);
        return variations.all;
    }

    private void vary(String pointer, JsonNode schemaOrRef, JsonNode value) {
        JsonNode schema = choice(api.resolve(schemaOrRef), value);
        if (value.isObject()) {
            varyMembers(pointer, schema, value);
        }
        if (value.isArray()) {
            int max = schema.get("maxItems").asInt();
            addSuccess(pointer, "as many as there may be", repeated(value.get(0), max));
            add(pointer, "one too many", repeated(value.get(0), max + 1), 422);
            add(pointer, "none", repeated(value.get(0), 0), 422);
            vary(pointer + "/0", schema.get("items"), value.get(0));
        }
        if (value.isString()) {
            varyText(pointer, schema);
        }
        if (value.isNumber()) {
            varyNumber(pointer, schema);
        }
        if (!pointer.isEmpty()) {
            JsonNode other = value.isObject() ? StringNode.valueOf("x") : object();
            add(pointer, "of another type", other, 400);
        }
    }

    private void varyMembers(String pointer, JsonNode schema, JsonNode value) {
        add(pointer + "/unknown", "an unknown member", StringNode.valueOf("x"), 400);
        schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .forEach(name -> {
                    ObjectNode body = (ObjectNode) example.deepCopy();
                    ((ObjectNode) body.at(pointer)).remove(name);
                    all.add(new Variation(pointer + "/" + name + ": missing", body, 422));
                });
        schema.get("properties")
                .properties()
                .forEach(member -> {
                    JsonNode there = value.get(member.getKey());
                    if (there != null) {
                        vary(pointer + "/" + member.getKey(), member.getValue(), there);
                    }
                });
    }

    private void varyText(String pointer, JsonNode schema) {
        if (schema.path("pattern").asString("").equals("\\S")) {
            int max = schema.get("maxLength").asInt();
            // A character beyond the basic plane counts once.
            addSuccess(pointer, "as long as may be", StringNode.valueOf("𝒜".repeat(max)));
            add(pointer, "too long", StringNode.valueOf("a".repeat(max + 1)), 422);
            add(pointer, "blank", StringNode.valueOf(" "), 422);
        } else {
            add(pointer, "of another form", StringNode.valueOf("of no form"), 422);
        }
    }

    private void varyNumber(String pointer, JsonNode schema) {
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                BigDecimal at = schema.get(bound).decimalValue();
                BigDecimal step =
                        bound.equals("minimum") ? BigDecimal.ONE.negate() : BigDecimal.ONE;
                addSuccess(pointer, "at its " + bound, DecimalNode.valueOf(at));
                add(pointer, "beyond its " + bound, DecimalNode.valueOf(at.add(step)), 422);
            }
        }
        if (schema.has("not")) {
            add(pointer, "what it must not be", schema.at("/not/const"), 422);
        }
        if (schema.path("type").asString("").equals("integer")) {
            add(pointer, "not whole", DecimalNode.valueOf(new BigDecimal("1.5")), 422);
        }
    }

    /** Of several forms the one that the value has. */
    private JsonNode choice(JsonNode schema, JsonNode value) {
        if (!schema.has("oneOf")) {
            return schema;
        }
        Optional<JsonNode> fits =
                StreamSupport.stream(schema.get("oneOf").spliterator(), false)
                        .map(api::resolve)
                        .filter(each -> api.errors(each, value).isEmpty())
                        .findFirst();
        return fits.orElseThrow(() -> new AssertionError("no choice fits " + value));
    }

    /** A success, unless only the state of things forbids what the description allows. */
    private void addSuccess(String pointer, String what, JsonNode value) {
        if (!pointer.equals("/delta")) {
            add(pointer, what, value, 0);
        }
    }

    private void add(String pointer, String what, JsonNode value, int status) {
        all.add(new Variation(pointer + ": " + what, with(example, pointer, value), status));
    }

    /** The same body with a text as one of its values. */
    static JsonNode with(JsonNode body, String pointer, String text) {
        return with(body, pointer, StringNode.valueOf(text));
    }

    private static JsonNode with(JsonNode body, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode changed = body.deepCopy();
        JsonNode parent = changed.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        switch (parent) {
            case ArrayNode array -> array.set(Integer.parseInt(name), value);
            case ObjectNode object -> object.set(name, value);
            default -> throw new IllegalStateException("no parent at " + pointer);
        }
        return changed;
    }

    private static ObjectNode object() {
        return ApiDescription.MAPPER.createObjectNode();
    }

    private static ArrayNode repeated(JsonNode item, int times) {
        ArrayNode array = ApiDescription.MAPPER.createArrayNode();
        for (int i = 0; i < times; i++) {
            array.add(item);
        }
        return array;
    }
}
