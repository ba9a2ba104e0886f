package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An event store that lasts as long as its process; any thread may use it. */
public final class InMemoryEventStore implements EventStore, AllCommits {

    private final Map<StreamId, NavigableMap<Long, Commit>> streams = new LinkedHashMap<>();

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

    @Override
    public synchronized Optional<Commit> newest(StreamId stream) {
        return Optional.ofNullable(commits(stream).lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public void forEachPage(Consumer<List<Doorbell>> page) {
        List<Doorbell> all = new ArrayList<>();
        synchronized (this) {
            streams.values()
                    .forEach(stream ->
                            stream.values()
                                    .forEach(commit ->
                                            all.add(
                                                    Doorbell.of(
                                                            BigInteger.valueOf(all.size()),
                                                            commit))));
        }
        page.accept(all);
    }

    private NavigableMap<Long, Commit> commits(StreamId stream) {
        return streams.computeIfAbsent(stream, absent -> new TreeMap<>());
    }
}
