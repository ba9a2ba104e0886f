package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.http.JsonWriter;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** A commit as commands show it: without the command's id and hash, which say nothing. */
final class CommitJson {

    private CommitJson() {}

    /** All but the stream and the events. */
    static void writeOrigin(JsonWriter json, Commit commit) {
        json.number("version", commit.version())
                .time("recorded_at", commit.recordedAt())
                .text("user_id", commit.origin().userId())
                .text("correlation_id", commit.origin().correlationId())
                .text("causation_id", commit.origin().causationId());
    }

    static void write(JsonWriter json, Commit commit) {
        writeOrigin(json, commit);
        json.list(
                "events",
                commit.events(),
                (item, event) ->
                        item.text("type", event.type())
                                .number("schema", event.schema())
                                .document("data", event.data()));
    }

    /** The stored names of its events, each once, with how often. */
    static String types(Commit commit) {
        return commit.events().stream()
                .collect(
                        Collectors.groupingBy(
                                StoredEvent::type, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(type ->
                        type.getValue() == 1
                                ? type.getKey()
                                : type.getKey() + " x" + type.getValue())
                .collect(Collectors.joining(", "));
    }
}
