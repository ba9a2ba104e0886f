package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The event table. An append to one stream is one {@code PutItem}: one write unit per KB, however
 * many events. To several it is one {@code TransactWriteItems}, at twice the price. A read is a
 * strongly consistent {@code Query} that follows every page.
 */
public final class DynamoDbEventStore implements EventStore {

    private static final Expression VERSION_IS_FREE =
            Expression.builder()
                    .expression("attribute_not_exists(#stream)")
                    .putExpressionName("#stream", Tables.STREAM_ID)
                    .build();

    private static final int TRANSACTION_ACTIONS_MAX = 100;
    private static final int TRANSACTION_BYTES_MAX = 4 * 1024 * 1024;

    private final DynamoDbEnhancedClient enhanced;
    private final DynamoDbTable<Commit> table;

    public DynamoDbEventStore(DynamoDbClient client, Tables tables) {
        this.enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        this.table = enhanced.table(tables.events().name(), CommitSchema.SCHEMA);
    }

    @Override
    public Appended append(List<Commit> commits) {
        if (commits.stream().map(Commit::stream).distinct().count() < commits.size()) {
            throw new IllegalArgumentException("two commits of one stream");
        }
        return commits.size() == 1 ? put(commits.getFirst()) : putTogether(commits);
    }

    private Appended put(Commit commit) {
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
        } catch (TransactionConflictException e) {
            // Met a transaction that is under way: that passes, and this try stored nothing.
            throw new OutageException(!Faults.isRefusal(e), e);
        }
    }

    private Appended putTogether(List<Commit> commits) {
        TransactWriteItemsEnhancedRequest.Builder puts =
                TransactWriteItemsEnhancedRequest.builder().clientRequestToken(token(commits));
        for (Commit commit : commits) {
            puts.addPutItem(
                    table,
                    TransactPutItemEnhancedRequest.builder(Commit.class)
                            .item(commit)
                            .conditionExpression(VERSION_IS_FREE)
                            .returnValuesOnConditionCheckFailure(
                                    ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build());
        }
        try {
            Faults.writing(() -> enhanced.transactWriteItemsWithResponse(puts.build()));
            return new Appended.Written();
        } catch (TransactionCanceledException e) {
            return cancelled(e);
        } catch (TransactionInProgressException e) {
            // An earlier try of this very transaction: it may yet be carried out.
            throw new OutageException(true, e);
        }
    }

    /**
     * Of a transaction that was cancelled nothing is stored. A version that is taken is an answer,
     * whatever else went wrong; what has only met others passes; all else is our fault.
     */
    private static Appended cancelled(TransactionCanceledException e) {
        List<Commit> holders =
                e.cancellationReasons().stream()
                        .filter(CancellationReason::hasItem)
                        .map(reason -> CommitSchema.read(reason.item()))
                        .toList();
        if (!holders.isEmpty()) {
            return new Appended.Taken(holders);
        }
        if (Contention.allPassing(e)) {
            throw new OutageException(!Faults.isRefusal(e), e);
        }
        throw new RefusedException(e);
    }

    /** The same for the same commits, so that a transaction that is sent again is known again. */
    private static String token(List<Commit> commits) {
        return Digest.of(commits.stream().map(Commit::toString).toArray(String[]::new)).hex();
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
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        QueryEnhancedRequest.Builder query =
                QueryEnhancedRequest.builder()
                        .queryConditional(
                                QueryConditional.keyEqualTo(
                                        Key.builder().partitionValue(stream.toString()).build()))
                        .scanIndexForward(false)
                        .consistentRead(true);
        List<Commit> newestFirst = new ArrayList<>();
        Page<Commit> page = page(query.limit(commitsFirst));
        while (!take(page.items(), newestFirst, enough) && page.lastEvaluatedKey() != null) {
            // Where the first ones were not enough, as many as a page holds.
            page = page(query.limit(null).exclusiveStartKey(page.lastEvaluatedKey()));
        }
        List<Commit> commits = newestFirst.reversed();
        boolean fromStart = commits.isEmpty() || !enough.test(commits.getFirst());
        return gapless(stream, fromStart ? 0 : commits.getFirst().version() - 1, commits);
    }

    private Page<Commit> page(QueryEnhancedRequest.Builder query) {
        return Faults.reading(() -> table.query(query.build()).iterator().next());
    }

    /** Adds commits up to the first that is enough, and tells whether one was. */
    private static boolean take(List<Commit> page, List<Commit> to, Predicate<Commit> enough) {
        for (Commit commit : page) {
            to.add(commit);
            if (enough.test(commit)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean fits(List<Commit> commits) {
        long bytes = 0;
        for (Commit commit : commits) {
            int size = ItemSize.of(CommitSchema.SCHEMA.itemToMap(commit, true));
            if (size > ItemSize.BYTES_MAX) {
                return false;
            }
            bytes += size;
        }
        return commits.size() <= TRANSACTION_ACTIONS_MAX && bytes <= TRANSACTION_BYTES_MAX;
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
