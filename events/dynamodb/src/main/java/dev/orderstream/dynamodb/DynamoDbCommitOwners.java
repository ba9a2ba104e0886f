package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.CommitOwners;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The owners of commits in the event table. A look-up is one strongly consistent {@code GetItem}: a
 * read unit per 4 KB of the commit, whatever part of it comes back.
 */
public final class DynamoDbCommitOwners implements CommitOwners {

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbCommitOwners(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.events().name();
    }

    @Override
    public Optional<Found> find(StreamId stream, long version) {
        GetItemRequest get =
                GetItemRequest.builder()
                        .tableName(table)
                        .key(
                                Map.of(
                                        Tables.STREAM_ID, AttributeValue.fromS(stream.toString()),
                                        Tables.VERSION,
                                                AttributeValue.fromN(Long.toString(version))))
                        .consistentRead(true)
                        // The version as well: a commit without an owner is not an empty item.
                        .projectionExpression("#version, #owner")
                        .expressionAttributeNames(
                                Map.of("#version", Tables.VERSION, "#owner", Tables.OWNER))
                        .build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(new Found(owner(item)));
    }

    private static @Nullable String owner(Map<String, AttributeValue> item) {
        AttributeValue owner = item.get(Tables.OWNER);
        return owner == null ? null : owner.s();
    }
}
