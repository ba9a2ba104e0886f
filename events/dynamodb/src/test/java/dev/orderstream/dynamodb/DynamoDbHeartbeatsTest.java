package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.testkit.HeartbeatsContract;
import org.junit.jupiter.api.BeforeEach;

class DynamoDbHeartbeatsTest extends HeartbeatsContract {

    @BeforeEach
    void forgetTheLast() {
        LocalTables.CLIENT.deleteItem(delete ->
                delete.tableName(LocalTables.TABLES.control().name()).key(DynamoDbHeartbeats.KEY));
    }

    @Override
    protected Heartbeats heartbeats() {
        return new DynamoDbHeartbeats(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
