package dev.orderstream.dynamodblocal;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table of items with nothing but an id, and its stream. */
public final class Things implements AutoCloseable {

    private final String table;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;

    /** Sees the table that {@link #create} made, now or earlier. */
    public Things(DynamoDbLocal local, String table) {
        this.table = table;
        client = clientBuilder(local, UrlConnectionHttpClient.create()).build();
        streams =
                set(DynamoDbStreamsClient.builder(), local)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
    }

    /** What makes a client of another kind. */
    public static DynamoDbClientBuilder clientBuilder(DynamoDbLocal local, SdkHttpClient http) {
        return set(DynamoDbClient.builder(), local).httpClient(http);
    }

    private static <B extends AwsClientBuilder<B, C>, C> B set(B builder, DynamoDbLocal local) {
        return builder.endpointOverride(local.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }

    public Things create() {
        client.createTable(r ->
                r.tableName(table)
                        .attributeDefinitions(
                                AttributeDefinition.builder()
                                        .attributeName("id")
                                        .attributeType(ScalarAttributeType.S)
                                        .build())
                        .keySchema(
                                KeySchemaElement.builder()
                                        .attributeName("id")
                                        .keyType(KeyType.HASH)
                                        .build())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(s ->
                                s.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        return this;
    }

    public void put(String id) {
        put(client, id);
    }

    /** Puts the item by another client. */
    public void put(DynamoDbClient client, String id) {
        client.putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS(id))));
    }

    public List<String> ids() {
        return client.scan(r -> r.tableName(table).consistentRead(true)).items().stream()
                .map(item -> item.get("id").s())
                .toList();
    }

    List<Shard> shards() {
        return streams.describeStream(r -> r.streamArn(streamArn())).streamDescription().shards();
    }

    String iterator(Shard shard) {
        return streams.getShardIterator(r ->
                        r.streamArn(streamArn())
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    GetRecordsResponse read(String iterator) {
        return streams.getRecords(r -> r.shardIterator(iterator));
    }

    /** The ids in a shard, which has few records here. */
    List<String> streamedIds(Shard shard) {
        return read(iterator(shard)).records().stream().map(Things::id).toList();
    }

    private static String id(Record streamed) {
        return streamed.dynamodb().keys().get("id").s();
    }

    private String streamArn() {
        return streams.listStreams(r -> r.tableName(table)).streams().getFirst().streamArn();
    }

    @Override
    public void close() {
        streams.close();
        client.close();
    }
}
