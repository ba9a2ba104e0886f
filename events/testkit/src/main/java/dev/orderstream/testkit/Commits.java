package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Commits for tests that care for little of what is in them. */
public final class Commits {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000Z");

    private Commits() {}

    /** A stream that no other test knows. */
    public static StreamId newStream() {
        return new StreamId("Contract", UUID.randomUUID().toString());
    }

    /** A command of its own, by user-1 on a stream of their own. */
    public static Commit.Origin origin() {
        return new Commit.Origin(
                Digest.random(), Digest.random(), true, "user-1", "correlation-1", null, true);
    }

    public static Commit of(StreamId stream, long version, List<StoredEvent> events) {
        return new Commit(stream, version, START.plusSeconds(version), events, origin());
    }

    /** A commit of one event, whose text tells it from others. */
    public static Commit of(StreamId stream, long version, String text) {
        return of(
                stream,
                version,
                List.of(new StoredEvent("Noted", 1, Document.fields().put("text", text).build())));
    }

    public static Commit of(StreamId stream, long version) {
        return of(stream, version, "version " + version);
    }
}
