package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.view.CommitOwners;

class InMemoryCommitOwnersTest extends CommitOwnersContract {

    private final InMemoryEventStore store = new InMemoryEventStore();

    @Override
    protected CommitOwners owners() {
        return store;
    }

    @Override
    protected EventStore store() {
        return store;
    }
}
