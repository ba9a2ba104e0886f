package dev.orderstream.testkit;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of JSON files that show what was stored, each as a store is given it. */
record GoldenFolder(Path path) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** The names of all its files. */
    Set<String> files() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> path.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code {"type": …, "schema": …, "data": {…}}}. */
    StoredEvent event(String file) {
        JsonNode json = read(file, Set.of("type", "schema", "data"));
        return new StoredEvent(
                json.required("type").textValue(), schema(json), fields(json.required("data")));
    }

    /** {@code {"schema": …, "state": {…}}}: no commands, whose form is the store's business. */
    Snapshot snapshot(String file) {
        JsonNode json = read(file, Set.of("schema", "state"));
        return new Snapshot(schema(json), fields(json.required("state")), KnownCommands.NONE);
    }

    private JsonNode read(String file, Set<String> members) {
        Path found = path.resolve(file);
        if (!Files.isRegularFile(found)) {
            throw new AssertionError("there is no golden file " + found);
        }
        try (InputStream in = Files.newInputStream(found)) {
            JsonNode json = JSON.readTree(in);
            Set<String> names =
                    json.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
            if (!names.equals(members)) {
                throw new AssertionError(
                        "%s: expected the members %s, got %s".formatted(found, members, names));
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(found.toString(), e);
        }
    }

    private static int schema(JsonNode json) {
        return json.required("schema").intValue();
    }

    private static Document document(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> new Document.Text(json.textValue());
            case NUMBER -> new Document.Decimal(json.decimalValue());
            case OBJECT -> fields(json);
            case ARRAY ->
                    new Document.Sequence(json.valueStream().map(GoldenFolder::document).toList());
            case BINARY, BOOLEAN, MISSING, NULL, POJO ->
                    throw new AssertionError("no document holds a " + json.getNodeType());
        };
    }

    private static Fields fields(JsonNode json) {
        Map<String, Document> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : List.copyOf(json.properties())) {
            values.put(field.getKey(), document(field.getValue()));
        }
        return new Fields(values);
    }
}
