package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.StreamOwners;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The owners of streams in the event table. A look-up is one strongly consistent {@code Query} of
 * one item: a read unit per 4 KB of the commit.
 */
public final class DynamoDbStreamOwners implements StreamOwners {

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbStreamOwners(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.events().name();
    }

    @Override
    public Optional<String> find(StreamId stream) {
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#stream = :stream")
                        .projectionExpression("#owner")
                        .expressionAttributeNames(
                                Map.of("#stream", Tables.STREAM_ID, "#owner", Tables.OWNER))
                        .expressionAttributeValues(
                                Map.of(":stream", AttributeValue.fromS(stream.toString())))
                        .consistentRead(true)
                        .limit(1)
                        .build();
        return Faults.reading(() -> client.query(query)).items().stream()
                .findFirst()
                .map(item -> item.get(Tables.OWNER))
                .map(AttributeValue::s);
    }
}
