package dev.orderstream.dynamodb;

import dev.orderstream.dynamodb.TableDefinition.Holds;
import dev.orderstream.dynamodb.TableDefinition.KeyAttribute;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Makes the tables that are not there yet, on demand billed, and names the first generation. */
public final class TableSetup {

    private static final int FIRST_GENERATION = 1;

    /** So many numbers are passed over whose tables an earlier deployment left behind. */
    private static final int LEFT_BEHIND_MAX = 100;

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

    /** Stores how read tables are created from now on, by whoever creates one. */
    public void storeReadTableSettings(ReadTableSettings settings) {
        new DynamoDbReadTableSettings(client, tables).write(settings);
    }

    /**
     * Creates the first read table, where the event table and the control table exist. If a
     * generation serves already, nothing is created.
     *
     * <p>A read table that exists before that was left behind by an earlier deployment of the same
     * name. Its views are of other events, so it never serves: the next number whose table does not
     * exist is taken.
     *
     * @return the generation that serves
     * @throws IllegalStateException where too many read tables were left behind
     */
    public int createFirstReadModel() {
        DynamoDbLedger ledger = new DynamoDbLedger(client, tables, Contention.system());
        if (!ledger.isThere()) {
            int generation = createUnusedReadModel();
            // Loses where another starter was faster. The table stays, empty and unused.
            ledger.begin(Ledger.first(generation));
        }
        return ledger.read().serving();
    }

    private int createUnusedReadModel() {
        ReadTableSettings settings = new DynamoDbReadTableSettings(client, tables).read();
        for (int generation = FIRST_GENERATION; generation <= LEFT_BEHIND_MAX; generation++) {
            TableDefinition table = tables.readModel(generation);
            if (create(table, settings)) {
                waitFor(table);
                return generation;
            }
        }
        throw new IllegalStateException(
                "the read tables %s to %s exist, but the control table is new: delete them"
                        .formatted(
                                tables.readModel(FIRST_GENERATION).name(),
                                tables.readModel(LEFT_BEHIND_MAX).name()));
    }

    /** Makes the table of a generation, where there is none, and waits until it can be used. */
    void createReadModel(int generation) {
        TableDefinition table = tables.readModel(generation);
        create(table, new DynamoDbReadTableSettings(client, tables).read());
        waitFor(table);
    }

    private void create(List<TableDefinition> wanted) {
        wanted.forEach(table -> create(table, ReadTableSettings.NONE));
        wanted.forEach(this::waitFor);
    }

    private void waitFor(TableDefinition table) {
        client.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
    }

    /** False where a table of this name exists. */
    private boolean create(TableDefinition table, ReadTableSettings settings) {
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
        settings.key().ifPresent(key -> request.sseSpecification(encryption(key)));
        if (!settings.tags().isEmpty()) {
            request.tags(tags(settings.tags()));
        }
        try {
            client.createTable(request.build());
            return true;
        } catch (ResourceInUseException exists) {
            return false;
        }
    }

    /** DynamoDB takes the key that AWS manages only where no key is named. */
    private static SSESpecification encryption(String key) {
        SSESpecification.Builder encryption =
                SSESpecification.builder().enabled(true).sseType(SSEType.KMS);
        if (!key.equals(ReadTableSettings.AWS_MANAGED_KEY)) {
            encryption.kmsMasterKeyId(key);
        }
        return encryption.build();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
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
