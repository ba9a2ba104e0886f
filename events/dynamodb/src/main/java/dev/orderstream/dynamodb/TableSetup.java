package dev.orderstream.dynamodb;

import dev.orderstream.dynamodb.TableDefinition.Holds;
import dev.orderstream.dynamodb.TableDefinition.KeyAttribute;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Makes the tables that are not there yet, on demand billed, and names the first generation. */
public final class TableSetup {

    private static final int FIRST_GENERATION = 1;

    private final DynamoDbClient client;
    private final Tables tables;

    public TableSetup(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** May run any number of times: what is there stays as it is. */
    public void createMissing() {
        create(List.of(tables.events(), tables.control()));
        createFirstReadModel();
    }

    /**
     * The same for the read model alone, where the event table and the control table are somebody
     * else's to make. Where a generation serves already, the first may be gone for good.
     */
    public void createFirstReadModel() {
        DynamoDbLedger ledger = new DynamoDbLedger(client, tables, Contention.system());
        if (!ledger.isThere()) {
            create(List.of(tables.readModel(FIRST_GENERATION)));
            ledger.begin(Ledger.first(FIRST_GENERATION));
        }
    }

    /** Makes the table of a generation, where there is none, and waits until it can be used. */
    void createReadModel(int generation) {
        create(List.of(tables.readModel(generation)));
    }

    private void create(List<TableDefinition> wanted) {
        wanted.forEach(this::create);
        for (TableDefinition table : wanted) {
            client.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
        }
    }

    private void create(TableDefinition table) {
        CreateTableRequest.Builder request =
                CreateTableRequest.builder()
                        .tableName(table.name())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(keySchema(table.partition(), table.sort()))
                        .attributeDefinitions(attributes(table));
        if (table.streamed()) {
            request.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE));
        }
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    table.indexes().stream().map(TableSetup::index).toList());
        }
        try {
            client.createTable(request.build());
        } catch (ResourceInUseException e) {
            // It is there: from an earlier start, or another starter was faster.
        }
    }

    private static GlobalSecondaryIndex index(TableDefinition.Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keySchema(index.partition(), index.sort()))
                .projection(projection ->
                        projection
                                .projectionType(ProjectionType.INCLUDE)
                                .nonKeyAttributes(index.copied()))
                .build();
    }

    private static Collection<KeySchemaElement> keySchema(
            KeyAttribute partition, KeyAttribute sort) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition.name())
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sort.name())
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static List<AttributeDefinition> attributes(TableDefinition table) {
        return Stream.concat(
                        Stream.of(table.partition(), table.sort()),
                        table.indexes().stream()
                                .flatMap(index -> Stream.of(index.partition(), index.sort())))
                .distinct()
                .map(key ->
                        AttributeDefinition.builder()
                                .attributeName(key.name())
                                .attributeType(type(key.type()))
                                .build())
                .toList();
    }

    private static ScalarAttributeType type(Holds type) {
        return switch (type) {
            case TEXT -> ScalarAttributeType.S;
            case NUMBER -> ScalarAttributeType.N;
        };
    }
}
