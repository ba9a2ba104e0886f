package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.AllCommits;

class InMemoryAllCommitsTest extends AllCommitsContract {

    private final InMemoryEventStore store = new InMemoryEventStore();

    @Override
    protected EventStore store() {
        return store;
    }

    @Override
    protected AllCommits allCommits() {
        return store;
    }
}
