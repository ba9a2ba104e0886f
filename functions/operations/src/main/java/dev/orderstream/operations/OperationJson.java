package dev.orderstream.operations;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Sequence;
import dev.orderstream.eventsourcing.Document.Text;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
import dev.orderstream.http.JsonWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An operation as it is answered, over HTTP and at a command line. */
public final class OperationJson {

    /** For people: a store keeps no order of names. */
    private static final List<String> ORDER =
            List.of(
                    "cause",
                    "generation",
                    "checked",
                    "differing",
                    "undecided",
                    "parked",
                    "repaired",
                    "differences",
                    "streams",
                    "stream_id",
                    "version",
                    "item",
                    "how");

    private OperationJson() {}

    static String of(Operation operation) {
        return JsonWriter.object(json -> write(json, operation));
    }

    public static void write(JsonWriter json, Operation operation) {
        json.text("id", operation.id())
                .text("kind", word(operation.kind()))
                .text("status", word(operation.status()))
                .object("progress", progress -> progress(progress, operation.progress()));
        if (operation.result().equals(Fields.NONE)) {
            json.nothing("result");
        } else {
            json.document("result", ordered(operation.result()));
        }
        json.text("user_id", operation.userId())
                .time("started_at", operation.startedAt())
                .time("ended_at", operation.endedAt());
    }

    private static Document ordered(Document document) {
        return switch (document) {
            case Fields fields -> {
                Map<String, Document> values = new LinkedHashMap<>();
                fields.values().entrySet().stream()
                        .sorted(Comparator.comparingInt(field -> ORDER.indexOf(field.getKey())))
                        .forEach(field -> values.put(field.getKey(), ordered(field.getValue())));
                yield new Fields(values);
            }
            case Sequence(List<Document> values) ->
                    new Sequence(values.stream().map(OperationJson::ordered).toList());
            case Text text -> text;
            case Decimal decimal -> decimal;
        };
    }

    static void progress(JsonWriter json, Progress progress) {
        json.number("done", progress.done()).number("total", progress.total());
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
