package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import java.util.List;
import java.util.function.Predicate;

/** An event store in front of another one, to be made a little different. */
public class ForwardingEventStore implements EventStore {

    private final EventStore store;

    protected ForwardingEventStore(EventStore store) {
        this.store = store;
    }

    @Override
    public Appended append(List<Commit> commits) {
        return store.append(commits);
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        return store.readAfter(stream, version, commitsMax);
    }

    @Override
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        return store.readBack(stream, commitsFirst, enough);
    }

    @Override
    public boolean fits(List<Commit> commits) {
        return store.fits(commits);
    }
}
