package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.http.JsonWriter;
import java.util.Locale;

/** An operation as {@code GET /operations/{id}} shows it. */
final class OperationJson {

    private OperationJson() {}

    static void write(JsonWriter json, Operation operation) {
        json.text("id", operation.id())
                .text("kind", word(operation.kind()))
                .text("status", word(operation.status()));
        progress(json, operation);
        if (operation.result().equals(Fields.NONE)) {
            json.nothing("result");
        } else {
            json.document("result", operation.result());
        }
    }

    static void progress(JsonWriter json, Operation operation) {
        json.object(
                "progress",
                progress ->
                        progress.number("done", operation.progress().done())
                                .number("total", operation.progress().total()));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
