package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.Discards;
import dev.orderstream.testkit.DiscardsContract;

class DynamoDbDiscardsTest extends DiscardsContract {

    @Override
    protected Discards discards() {
        return new DynamoDbDiscards(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
