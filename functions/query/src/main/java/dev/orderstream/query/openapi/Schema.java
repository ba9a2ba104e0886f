package dev.orderstream.query.openapi;

import dev.orderstream.http.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A JSON Schema (2020-12): its types, none where other keywords say what it is, and its other
 * keywords in the order in which they were said.
 */
record Schema(List<String> types, List<Consumer<JsonWriter>> keywords) {

    Schema {
        types = List.copyOf(types);
        keywords = List.copyOf(keywords);
    }

    /** A member of an object. */
    record Member(String name, Schema schema, boolean required) {}

    static Member required(String name, Schema schema) {
        return new Member(name, schema, true);
    }

    static Member optional(String name, Schema schema) {
        return new Member(name, schema, false);
    }

    private static Schema of(String... types) {
        return new Schema(List.of(types), List.of());
    }

    /** Text that is not blank. */
    static Schema text(int charactersMax) {
        return string().with(json ->
                json.number("minLength", 1)
                        .number("maxLength", charactersMax)
                        .text("pattern", "\\S"));
    }

    /** Any text. */
    static Schema string() {
        return of("string");
    }

    /** Text of which all matches. */
    static Schema form(String regularExpression) {
        return string().with(json -> json.text("pattern", "^" + regularExpression + "$"));
    }

    static Schema word(String... words) {
        return words(Arrays.stream(words));
    }

    static Schema words(Stream<String> words) {
        List<String> all = words.toList();
        return string().with(json -> json.texts("enum", all));
    }

    /** As the service writes times: in UTC, with milliseconds. */
    static Schema time() {
        return form("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z")
                .with(json -> json.text("format", "date-time"));
    }

    static Schema integer(long min, long max) {
        return integerFrom(min, max > Integer.MAX_VALUE ? "int64" : "int32")
                .with(json -> json.number("maximum", max));
    }

    static Schema integerFrom(long min) {
        return integerFrom(min, "int64");
    }

    private static Schema integerFrom(long min, String format) {
        return of("integer").with(json -> json.text("format", format).number("minimum", min));
    }

    /** An exact decimal from 0. */
    static Schema decimal() {
        return of("number").with(json -> json.number("minimum", 0));
    }

    static Schema decimal(BigDecimal max) {
        return decimal().with(json -> json.decimal("maximum", max));
    }

    static Schema list(Schema items) {
        return of("array").with(json -> json.object("items", items::writeTo));
    }

    static Schema list(Schema items, int min, int max) {
        return list(items).with(json -> json.number("minItems", min).number("maxItems", max));
    }

    /** An object with these members and no others. */
    static Schema object(Member... members) {
        List<String> required =
                Arrays.stream(members).filter(Member::required).map(Member::name).toList();
        return of("object")
                .with(json -> {
                    json.object(
                            "properties",
                            properties -> {
                                for (Member member : members) {
                                    properties.object(member.name(), member.schema()::writeTo);
                                }
                            });
                    if (!required.isEmpty()) {
                        json.texts("required", required);
                    }
                    json.flag("additionalProperties", false);
                });
    }

    static Schema flag() {
        return of("boolean");
    }

    static Schema any() {
        return of();
    }

    /** An object of which nothing is known here. */
    static Schema anyObject() {
        return of("object");
    }

    static Schema nothing() {
        return of("null");
    }

    static Schema oneOf(Schema... choices) {
        return of().with(json ->
                json.list("oneOf", List.of(choices), (item, choice) -> choice.writeTo(item)));
    }

    /** One of the named schemas. */
    static Schema ref(String component) {
        return of().with(json -> json.text("$ref", "#/components/schemas/" + component));
    }

    Schema orNull() {
        return new Schema(Stream.concat(types.stream(), Stream.of("null")).toList(), keywords);
    }

    Schema describedAs(String description) {
        return with(json -> json.text("description", description));
    }

    Schema byDefault(String json) {
        return with(writer -> writer.json("default", json));
    }

    Schema deprecated() {
        return with(json -> json.flag("deprecated", true));
    }

    Schema with(Consumer<JsonWriter> keyword) {
        List<Consumer<JsonWriter>> more = new ArrayList<>(keywords);
        more.add(keyword);
        return new Schema(types, more);
    }

    /** Writes the keywords into an object that is open. */
    void writeTo(JsonWriter json) {
        if (types.size() == 1) {
            json.text("type", types.getFirst());
        } else if (!types.isEmpty()) {
            json.texts("type", types);
        }
        keywords.forEach(keyword -> keyword.accept(json));
    }
}
