package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.testkit.EventStoreContract;

class DynamoDbEventStoreTest extends EventStoreContract {

    @Override
    protected EventStore store() {
        return new DynamoDbEventStore(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
