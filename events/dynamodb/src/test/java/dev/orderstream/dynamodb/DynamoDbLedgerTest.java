package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.GenerationLedgerContract;

class DynamoDbLedgerTest extends GenerationLedgerContract {

    private static final Tables TABLES = LocalTables.apart("ledger");

    @Override
    protected GenerationLedger ledger() {
        return new DynamoDbLedger(LocalTables.CLIENT, TABLES, LocalTables.CONTENTION);
    }

    @Override
    protected Operations operations() {
        return new DynamoDbOperations(LocalTables.CLIENT, TABLES, LocalTables.CONTENTION);
    }

    @Override
    protected ViewStore views() {
        return new DynamoDbViewStore(LocalTables.CLIENT, TABLES, 1, LocalTables.CONTENTION);
    }
}
