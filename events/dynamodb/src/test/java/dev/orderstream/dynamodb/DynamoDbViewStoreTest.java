package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.testkit.ViewStoreContract;

class DynamoDbViewStoreTest extends ViewStoreContract {

    @Override
    protected ViewStore views() {
        return new DynamoDbViewStore(
                LocalTables.CLIENT, LocalTables.TABLES, 1, LocalTables.CONTENTION);
    }
}
