package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StoredEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit as its stream's history tells it: all but the command's id and hash. */
public record HistoryEntry(
        long version,
        Instant recordedAt,
        String userId,
        String correlationId,
        @Nullable String causationId,
        boolean byOwner,
        List<StoredEvent> events) {

    public HistoryEntry {
        events = List.copyOf(events);
    }

    public static HistoryEntry of(Commit commit) {
        Commit.Origin origin = commit.origin();
        return new HistoryEntry(
                commit.version(),
                commit.recordedAt(),
                origin.userId(),
                origin.correlationId(),
                origin.causationId(),
                origin.byOwner(),
                commit.events());
    }

    /** The same entry with this word instead of the ids of its sender. */
    public HistoryEntry withSender(String word) {
        return new HistoryEntry(version, recordedAt, word, word, word, byOwner, events);
    }
}
