package dev.orderstream.local.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document that the service serves, and what it says of a value. */
final class ApiDescription {

    /** Numbers stay as they were written. */
    static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final String ID = "https://orderstream.dev/openapi";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    /** Each schema that was asked for: to read one takes longer than to use it. */
    private final Map<JsonNode, Schema> read = new HashMap<>();

    ApiDescription(String json) {
        document = MAPPER.readTree(json);
        schemas =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemas(Map.of(ID, json)));
    }

    /** Every operation, in the document's order. */
    List<DescribedOperation> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path ->
                        path.getValue().properties().stream()
                                .map(operation ->
                                        new DescribedOperation(
                                                this,
                                                operation.getKey().toUpperCase(Locale.ROOT),
                                                path.getKey(),
                                                operation.getValue())))
                .toList();
    }

    DescribedOperation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + id));
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** What a reference stands for. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** What is wrong with a value by a schema of the document; nothing where it is as described. */
    List<String> errors(JsonNode schema, JsonNode value) {
        return read
                .computeIfAbsent(schema, this::read)
                .validate(
                        value,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private Schema read(JsonNode schema) {
        String absolute = schema.toString().replace("\"#/components/", "\"" + ID + "#/components/");
        return schemas.getSchema(SchemaLocation.of(ID + "/one"), MAPPER.readTree(absolute));
    }

    /** Every value of the members called {@code name}, wherever they are. */
    Stream<JsonNode> all(String name) {
        return document.findValues(name).stream();
    }
}
