package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.WaitLeases;
import dev.orderstream.testkit.WaitLeasesContract;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class DynamoDbWaitLeasesTest extends WaitLeasesContract {

    @BeforeEach
    void freeThePlaces() {
        for (int place : List.of(1, 2, 12)) {
            LocalTables.CLIENT.deleteItem(delete ->
                    delete.tableName(LocalTables.TABLES.control().name())
                            .key(DynamoDbWaitLeases.key(place)));
        }
    }

    @Override
    protected WaitLeases leases() {
        return new DynamoDbWaitLeases(LocalTables.CLIENT, LocalTables.TABLES);
    }
}
