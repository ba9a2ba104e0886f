package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Adds a heartbeat to each of its streams, and then notes what it has sent: in this order, so that
 * nothing is expected to arrive that may not exist.
 */
public record HeartbeatSender(EventStore events, Heartbeats heartbeats, AtOnce atOnce) {

    private static final List<StoredEvent> BEAT =
            List.of(new StoredEvent("HeartbeatSent", 1, Document.Fields.NONE));
    private static final String USER = "operations";

    /** One that another sender has added within this time is as good as one's own. */
    private static final Duration CONCURRENT_MAX = Heartbeat.PERIOD.dividedBy(2);

    /**
     * Sends one heartbeat per stream, one request each while nobody else sends.
     *
     * @param notes as they were read before
     */
    public void send(LagNotes notes, Instant now) {
        Map<Integer, SentHeartbeat> sent = new ConcurrentHashMap<>(notes.sent());
        List<Runnable> sends =
                IntStream.range(0, Heartbeat.STREAMS)
                        .<Runnable>mapToObj(
                                number -> () -> sent.put(number, send(number, notes, now)))
                        .toList();
        try {
            atOnce.run(sends);
        } finally {
            // Those that were sent are noted, whatever became of the others.
            heartbeats.sent(sent, now);
        }
    }

    private SentHeartbeat send(int number, LagNotes notes, Instant now) {
        StreamId stream = Heartbeat.stream(now, number);
        SentHeartbeat before = notes.sent().get(number);
        Commit beat =
                before != null && Heartbeat.stream(before.sentAt(), number).equals(stream)
                        ? beat(stream, before.version(), before.sentAt(), now)
                        : beat(stream, 0, now, now);
        Optional<Commit> other = append(beat);
        if (other.isEmpty()) {
            return noted(number, notes, now, beat, beat);
        }
        // The note of it is missing: it may come from a sender that ended before it noted.
        Commit unnoted = other.get();
        if (Heartbeat.elapsed(unnoted.recordedAt(), now).compareTo(CONCURRENT_MAX) < 0) {
            return noted(number, notes, now, unnoted, unnoted);
        }
        Commit newest = events.newest(stream).orElse(unnoted);
        Commit next = beat(stream, newest.version(), newest.recordedAt(), now);
        return noted(number, notes, now, unnoted, append(next).orElse(next));
    }

    /** The next heartbeat of a stream; its time is never before that of its predecessor. */
    private static Commit beat(StreamId stream, long version, Instant before, Instant now) {
        Digest id = Digest.random();
        return new Commit(
                stream,
                version + 1,
                before.isAfter(now) ? before : now,
                BEAT,
                new Commit.Origin(id, id, false, USER, id.hex(), null));
    }

    /** The commit that has taken the version; empty where the heartbeat was added. */
    private Optional<Commit> append(Commit beat) {
        return switch (events.append(beat)) {
            case Appended.Written written -> Optional.empty();
            case Appended.Taken taken -> Optional.of(taken.by().getFirst());
        };
    }

    /**
     * What is known of a stream now.
     *
     * @param oldest of those that were not noted before
     */
    private static SentHeartbeat noted(
            int number, LagNotes notes, Instant now, Commit oldest, Commit newest) {
        SentHeartbeat unnoted =
                new SentHeartbeat(oldest.recordedAt(), newest.recordedAt(), newest.version());
        Instant pendingSince =
                notes.pendingSince(number, now)
                        .or(() -> notes.pendingSince(number, unnoted, now))
                        .orElse(newest.recordedAt());
        return new SentHeartbeat(pendingSince, newest.recordedAt(), newest.version());
    }
}
