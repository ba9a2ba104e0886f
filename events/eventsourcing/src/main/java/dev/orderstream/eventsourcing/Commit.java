package dev.orderstream.eventsourcing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that one command added to one stream: written at once, never changed. Versions count
 * from 1 without gaps; {@code recordedAt} has milliseconds and is never before the commit's
 * predecessor.
 */
public record Commit(
        StreamId stream,
        long version,
        Instant recordedAt,
        List<StoredEvent> events,
        Origin origin) {

    public Commit {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, got " + version);
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events: expected at least one, got none");
        }
        recordedAt = Timestamps.truncate(recordedAt);
        events = List.copyOf(events);
    }

    /**
     * Where a commit came from: the command's id and hash, who sent it, and what it belongs to. The
     * id is the digest of what the client called the command, the hash that of what it asked for.
     */
    public record Origin(
            Digest commandId,
            Digest commandHash,
            String userId,
            String correlationId,
            @Nullable String causationId) {}
}
