package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An event store that lasts as long as its process; any thread may use it. */
public final class InMemoryEventStore implements EventStore {

    private final Map<StreamId, NavigableMap<Long, Commit>> streams = new HashMap<>();

    @Override
    public synchronized Appended append(Commit commit) {
        Commit holder = commits(commit.stream()).putIfAbsent(commit.version(), commit);
        return holder == null ? new Appended.Written() : new Appended.Taken(holder);
    }

    @Override
    public synchronized List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        List<Commit> read =
                commits(stream).tailMap(version, false).values().stream()
                        .limit(commitsMax)
                        .toList();
        long expected = version;
        for (Commit commit : read) {
            expected++;
            if (commit.version() != expected) {
                throw new BrokenStreamException(stream, expected, commit.version());
            }
        }
        return read;
    }

    private NavigableMap<Long, Commit> commits(StreamId stream) {
        return streams.computeIfAbsent(stream, absent -> new TreeMap<>());
    }
}
