package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.EventStore;

class InMemoryEventStoreTest extends EventStoreContract {

    private final EventStore store = new InMemoryEventStore();

    @Override
    protected EventStore store() {
        return store;
    }
}
