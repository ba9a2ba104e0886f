package dev.orderstream.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Projections;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events that a release can read: each stored type, with the newest schema version of it. The
 * release reads every version up to that one, and stores that one.
 *
 * @param versions by the stored name of the type
 */
record ReadableEvents(Map<String, Integer> versions) {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();
    private static final String EXPECTED =
            "expected a JSON object of event types and versions, such as {\"OrderCreated\": 1}";

    ReadableEvents {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        versions.forEach((type, version) -> {
            if (type.isBlank() || version == null || version < 1) {
                throw new IllegalArgumentException(EXPECTED);
            }
        });
    }

    /** Those of this code: of every aggregate on the class path. */
    static ReadableEvents ofThisRelease() {
        Map<String, Integer> versions = new TreeMap<>();
        for (Projection<?> projection : Projections.ALL) {
            projection
                    .events()
                    .schemas()
                    .forEach((type, schema) -> versions.merge(type, schema.current(), Math::max));
        }
        return new ReadableEvents(versions);
    }

    /**
     * Reads a list as it is in the metadata of a template.
     *
     * @throws IllegalArgumentException for anything else
     */
    static ReadableEvents parse(String json) {
        try {
            Map<String, Integer> versions = JSON.readValue(json, new TypeReference<>() {});
            if (versions == null) {
                throw new IllegalArgumentException(EXPECTED);
            }
            return new ReadableEvents(versions);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    /** What this release stores and the other one can't read, such as {@code OrderShipped 2}. */
    List<String> unreadableBy(ReadableEvents other) {
        return versions.entrySet().stream()
                .filter(each -> other.versions.getOrDefault(each.getKey(), 0) < each.getValue())
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }
}
