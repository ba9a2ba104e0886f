package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.view.CommitOwners;
import dev.orderstream.testkit.CommitOwnersContract;

class DynamoDbCommitOwnersTest extends CommitOwnersContract {

    @Override
    protected CommitOwners owners() {
        return new DynamoDbCommitOwners(LocalTables.CLIENT, LocalTables.TABLES);
    }

    @Override
    protected EventStore store() {
        return new DynamoDbEventStore(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
