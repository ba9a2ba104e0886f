package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.ViewKey;
import org.jspecify.annotations.Nullable;

/**
 * Something in the read model that is not as the commits say.
 *
 * @param stream whose view it is; null for counters
 * @param key of the view or the counters
 * @param how in words and names of fields, never with what stands in them
 */
public record Difference(@Nullable StreamId stream, ViewKey key, String how) {

    Fields write() {
        return Document.fields()
                .put("stream_id", stream == null ? null : stream.toString())
                .put("item", key.owner() + " " + key.name())
                .put("how", how)
                .build();
    }
}
