package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.testkit.NoticesContract;

class DynamoDbNoticesTest extends NoticesContract {

    private static final Tables TABLES = LocalTables.apart("notices");

    @Override
    protected Notices notices() {
        return new DynamoDbNotices(LocalTables.CLIENT, TABLES, LocalTables.CONTENTION);
    }

    @Override
    protected GenerationLedger ledger() {
        return new DynamoDbLedger(LocalTables.CLIENT, TABLES, LocalTables.CONTENTION);
    }
}
