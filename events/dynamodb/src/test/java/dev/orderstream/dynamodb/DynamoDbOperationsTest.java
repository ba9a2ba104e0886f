package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.testkit.OperationsContract;

class DynamoDbOperationsTest extends OperationsContract {

    private static final Tables TABLES = LocalTables.apart("operations");

    @Override
    protected Operations operations() {
        return new DynamoDbOperations(LocalTables.CLIENT, TABLES, LocalTables.CONTENTION);
    }
}
