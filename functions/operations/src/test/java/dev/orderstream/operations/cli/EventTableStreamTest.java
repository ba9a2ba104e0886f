package dev.orderstream.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.testkit.Commits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class EventTableStreamTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    /** More than any reading to now needs. */
    private static final int PAGES_MAX = 100;

    @Test
    void reading_to_now_ends_though_new_commits_keep_coming() {
        OnlyShard traffic = new OnlyShard(page -> false);

        assertThat(versionsUntil(START.plusSeconds(3), traffic)).containsExactly(1L, 2L, 3L);
        assertThat(traffic.read).isEqualTo(4);
    }

    @Test
    void reading_to_now_passes_over_some_empty_pages_and_takes_more_for_the_end() {
        OnlyShard sparse = new OnlyShard(page -> page < 5 || page > 6);

        assertThat(versionsUntil(START.plusSeconds(99), sparse)).containsExactly(5L, 6L);
        assertThat(sparse.read).isEqualTo(11);
    }

    private static List<Long> versionsUntil(Instant now, OnlyShard shard) {
        List<Long> versions = new ArrayList<>();
        new EventTableStream(shard, new EventTable(), Tables.STANDARD, true, () -> now)
                .toNow(commit -> versions.add(commit.version()));
        return versions;
    }

    /** The only shard of a stream: with each page, one more second and one more commit. */
    private static final class OnlyShard implements DynamoDbStreamsClient {

        private final IntPredicate isEmpty;
        private int read;

        OnlyShard(IntPredicate isEmpty) {
            this.isEmpty = isEmpty;
        }

        @Override
        public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
            return DescribeStreamResponse.builder()
                    .streamDescription(
                            stream -> stream.shards(Shard.builder().shardId("only").build()))
                    .build();
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            return GetShardIteratorResponse.builder().shardIterator("next").build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            read++;
            assertThat(read).as("pages").isLessThanOrEqualTo(PAGES_MAX);
            GetRecordsResponse.Builder page =
                    GetRecordsResponse.builder().nextShardIterator(request.shardIterator());
            return (isEmpty.test(read) ? page.records(List.of()) : page.records(record(read)))
                    .build();
        }

        private static Record record(int version) {
            return Record.builder()
                    .eventName(OperationType.INSERT)
                    .dynamodb(change ->
                            change.sequenceNumber(Integer.toString(version))
                                    .approximateCreationDateTime(START.plusSeconds(version))
                                    .newImage(
                                            EventTable.item(
                                                    Commits.of(Commits.newStream(), version))))
                    .build();
        }

        @Override
        public String serviceName() {
            return "streams";
        }

        @Override
        public void close() {
            // It has nothing open.
        }
    }

    /** It keeps what was written last. */
    private static final class EventTable implements DynamoDbClient {

        private Map<String, AttributeValue> written = Map.of();

        /** As it is stored. */
        static Map<String, AttributeValue> item(Commit commit) {
            EventTable table = new EventTable();
            new DynamoDbEventStore(table, Tables.STANDARD).append(commit);
            return table.written;
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            written = request.item();
            return PutItemResponse.builder().build();
        }

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            return DescribeTableResponse.builder()
                    .table(table -> table.latestStreamArn("the stream"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // It has nothing open.
        }
    }
}
