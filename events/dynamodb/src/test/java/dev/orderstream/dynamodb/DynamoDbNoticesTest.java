package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.testkit.NoticesContract;

class DynamoDbNoticesTest extends NoticesContract {

    @Override
    protected Notices notices() {
        return new DynamoDbNotices(LocalTables.CLIENT, LocalTables.TABLES, LocalTables.CONTENTION);
    }
}
