package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds heartbeats to the event store. */
public record HeartbeatSender(EventStore events) {

    private static final List<StoredEvent> BEAT =
            List.of(new StoredEvent("HeartbeatSent", 1, Document.Fields.NONE));
    private static final String USER = "operations";

    /** Sends one, unless somebody else does so at the same time. */
    public void send(Instant now) {
        StreamId stream = Heartbeat.stream(now);
        Optional<Commit> last = events.newest(stream);
        long version = last.map(Commit::version).orElse(0L) + 1;
        Instant recordedAt =
                last.map(Commit::recordedAt).filter(before -> before.isAfter(now)).orElse(now);
        Digest id = Digest.random();
        events.append(
                new Commit(
                        stream,
                        version,
                        recordedAt,
                        BEAT,
                        new Commit.Origin(id, id, false, USER, id.hex(), null)));
    }
}
