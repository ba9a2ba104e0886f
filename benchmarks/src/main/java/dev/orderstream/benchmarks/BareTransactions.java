package dev.orderstream.benchmarks;

import dev.orderstream.testing.TestTables;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The least that an order for a counted product can be: one writer, who knows each next version,
 * and a transaction of two conditional puts for each order. It takes the way to DynamoDB that the
 * function takes.
 */
final class BareTransactions implements AutoCloseable {

    /** What the commits of an order of one line and of a stock with all its keys take. */
    private static final String ORDER = "o".repeat(600);

    private static final String STOCK = "s".repeat(850);

    private final DynamoDbClient client;
    private final String table;
    private final String stock = "Stock-" + UUID.randomUUID();
    private int version;

    BareTransactions(TestTables tables) {
        Map<String, Object> properties = tables.properties("none");
        this.table = tables.tables().events().name();
        this.client =
                DynamoDbClient.builder()
                        .endpointOverride(
                                URI.create(
                                        text(
                                                properties,
                                                "aws.services.dynamodb.endpoint-override")))
                        .region(Region.of(text(properties, "aws.region")))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                text(properties, "aws.access-key-id"),
                                                text(properties, "aws.secret-access-key"))))
                        .build();
    }

    private static String text(Map<String, Object> properties, String name) {
        return String.valueOf(properties.get(name));
    }

    void run(int transactions) {
        for (int n = 0; n < transactions; n++) {
            version++;
            List<TransactWriteItem> puts =
                    List.of(
                            put("Order-" + UUID.randomUUID(), 1, ORDER),
                            put(stock, version, STOCK));
            client.transactWriteItems(write ->
                    write.transactItems(puts).clientRequestToken(UUID.randomUUID().toString()));
        }
    }

    private TransactWriteItem put(String stream, int atVersion, String content) {
        return TransactWriteItem.builder()
                .put(put ->
                        put.tableName(table)
                                .item(
                                        Map.of(
                                                "stream_id",
                                                AttributeValue.fromS(stream),
                                                "version",
                                                AttributeValue.fromN(Integer.toString(atVersion)),
                                                "content",
                                                AttributeValue.fromS(content)))
                                .conditionExpression("attribute_not_exists(stream_id)"))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
