package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.MissingStoreException;
import dev.orderstream.eventsourcing.rebuild.ReadTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The tables of generations, which operations make and remove. */
public final class DynamoDbReadTables implements ReadTables {

    private final DynamoDbClient client;
    private final Tables tables;

    public DynamoDbReadTables(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    @Override
    public boolean exists(int generation) {
        String name = tables.readModel(generation).name();
        try {
            Faults.reading(() -> client.describeTable(describe -> describe.tableName(name)));
            return true;
        } catch (MissingStoreException absent) {
            return false;
        }
    }

    @Override
    public void create(int generation) {
        Faults.writing(() -> {
            new TableSetup(client, tables).createReadModel(generation);
            return generation;
        });
    }

    @Override
    public void delete(int generation) {
        String name = tables.readModel(generation).name();
        Faults.writing(() -> {
            try {
                client.deleteTable(delete -> delete.tableName(name));
                client.waiter().waitUntilTableNotExists(describe -> describe.tableName(name));
            } catch (ResourceNotFoundException gone) {
                // Somebody else was faster.
            }
            return generation;
        });
    }
}
