package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.testkit.NoticesBesideContract;

class DynamoDbNoticesBesideTest extends NoticesBesideContract {

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
