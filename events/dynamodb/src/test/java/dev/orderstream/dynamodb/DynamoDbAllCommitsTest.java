package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.testkit.AllCommitsContract;

class DynamoDbAllCommitsTest extends AllCommitsContract {

    @Override
    protected EventStore store() {
        return new DynamoDbEventStore(LocalTables.CLIENT, LocalTables.TABLES);
    }

    @Override
    protected AllCommits allCommits() {
        return new DynamoDbAllCommits(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
