package dev.orderstream.operations.cli.load;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * An event store that remembers the streams which it has begun itself, so that a change of one
 * costs no read. Where somebody else has added to one, the append tells so, as for any stale read,
 * and it is read from then on.
 */
final class OwnStreams implements EventStore {

    private final EventStore store;
    private final Map<StreamId, List<Commit>> own = new ConcurrentHashMap<>();

    OwnStreams(EventStore store) {
        this.store = store;
    }

    @Override
    public Appended append(List<Commit> commits) {
        Appended appended = store.append(commits);
        for (Commit commit : commits) {
            switch (appended) {
                case Appended.Written written -> remember(commit);
                case Appended.Taken taken -> forget(commit.stream());
            }
        }
        return appended;
    }

    private void remember(Commit commit) {
        if (commit.version() == 1) {
            own.put(commit.stream(), List.of(commit));
        } else {
            own.computeIfPresent(
                    commit.stream(),
                    (stream, commits) -> {
                        List<Commit> more = new ArrayList<>(commits);
                        more.add(commit);
                        return List.copyOf(more);
                    });
        }
    }

    /** Of a stream that is done with, or somebody else's. */
    void forget(StreamId stream) {
        own.remove(stream);
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        List<Commit> commits = own.get(stream);
        return commits == null
                ? store.readAfter(stream, version, commitsMax)
                : commits.stream()
                        .filter(commit -> commit.version() > version)
                        .limit(commitsMax)
                        .toList();
    }

    @Override
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        List<Commit> commits = own.get(stream);
        if (commits == null) {
            return store.readBack(stream, commitsFirst, enough);
        }
        int from = commits.size() - 1;
        while (from > 0 && !enough.test(commits.get(from))) {
            from--;
        }
        return commits.subList(from, commits.size());
    }

    @Override
    public boolean fits(List<Commit> commits) {
        return store.fits(commits);
    }
}
