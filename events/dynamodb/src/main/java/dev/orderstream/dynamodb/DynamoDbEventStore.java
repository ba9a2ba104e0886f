package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The event table. An append is one {@code PutItem}: one write unit per KB, however many events. A
 * read is a strongly consistent {@code Query} that follows every page.
 */
public final class DynamoDbEventStore implements EventStore {

    private static final Expression VERSION_IS_FREE =
            Expression.builder()
                    .expression("attribute_not_exists(#stream)")
                    .putExpressionName("#stream", Tables.STREAM_ID)
                    .build();

    private final DynamoDbTable<Commit> table;

    public DynamoDbEventStore(DynamoDbClient client, Tables tables) {
        this.table =
                DynamoDbEnhancedClient.builder()
                        .dynamoDbClient(client)
                        .build()
                        .table(tables.events().name(), CommitSchema.SCHEMA);
    }

    @Override
    public Appended append(Commit commit) {
        PutItemEnhancedRequest<Commit> put =
                PutItemEnhancedRequest.builder(Commit.class)
                        .item(commit)
                        .conditionExpression(VERSION_IS_FREE)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build();
        try {
            Faults.writing(() -> table.putItemWithResponse(put));
            return new Appended.Written();
        } catch (ConditionalCheckFailedException e) {
            return new Appended.Taken(CommitSchema.read(e.item()));
        }
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        Key after = Key.builder().partitionValue(stream.toString()).sortValue(version).build();
        QueryEnhancedRequest query =
                QueryEnhancedRequest.builder()
                        .queryConditional(QueryConditional.sortGreaterThan(after))
                        .consistentRead(true)
                        .limit(commitsMax == Integer.MAX_VALUE ? null : commitsMax)
                        .build();
        List<Commit> commits =
                Faults.reading(
                        () -> table.query(query).items().stream().limit(commitsMax).toList());
        return gapless(stream, version, commits);
    }

    @Override
    public Optional<Commit> newest(StreamId stream) {
        QueryEnhancedRequest query =
                QueryEnhancedRequest.builder()
                        .queryConditional(
                                QueryConditional.keyEqualTo(
                                        Key.builder().partitionValue(stream.toString()).build()))
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(1)
                        .build();
        return Faults.reading(() -> table.query(query).items().stream().findFirst());
    }

    private static List<Commit> gapless(StreamId stream, long version, List<Commit> commits) {
        long expected = version + 1;
        for (Commit commit : commits) {
            if (commit.version() != expected) {
                throw new BrokenStreamException(stream, expected, commit.version());
            }
            expected++;
        }
        return commits;
    }
}
