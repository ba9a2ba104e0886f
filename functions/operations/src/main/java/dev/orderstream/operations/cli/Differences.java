package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import java.util.List;

/** Those that an operation has found, in a table. */
record Differences(List<Fields> listed) {

    static Differences of(Fields result) {
        return new Differences(
                result.values().get("differences") instanceof Document.Sequence
                        ? result.list("differences", each -> each)
                        : List.of());
    }

    /** Behind an empty line; nothing where there are none. */
    List<String> table() {
        if (listed.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("STREAM", "ITEM", "HOW");
        listed.forEach(each -> {
            String stream = each.textOrNull("stream_id");
            table.row(stream == null ? "-" : stream, each.text("item"), each.text("how"));
        });
        return table.behindAnEmptyLine();
    }
}
