package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Counter.Count;
import dev.orderstream.dynamodb.Counter.Counted;
import dev.orderstream.dynamodb.Meter.Metered;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What a load asks of DynamoDB, by the length of its stream and by what its snapshots are worth.
 */
class LoadCostTest {

    private static final Tables TABLES = LocalTables.apart("load");

    private static final int LONG = Seeds.runs(2_000, 100_000);
    private static final int LONG_STOCK = Seeds.runs(2_000, 10_000);

    /** As an order has it, but all keys that can be known are so after the first fifty commits. */
    private static final Aggregate<Count, Integer, Counted, Void> ORDER =
            Counter.aggregate(Schema.first(), 50, 40);

    /** The version of the state that the stream below was written with. */
    private static final int STORED_SCHEMA = 5;

    private static final Aggregate<Count, Integer, Counted, Void> STOCK =
            stock(Schema.startingAt(STORED_SCHEMA));
    private static final StreamId STOCK_STREAM = new StreamId("Stock", "sku-" + UUID.randomUUID());

    static {
        write(STOCK_STREAM, STOCK, LONG_STOCK, "sold");
    }

    private final Meter meter = new Meter();
    private final DynamoDbEventStore store =
            new DynamoDbEventStore(LocalTables.client(Apache5HttpClient.create(), meter), TABLES);
    private final Commit.Origin origin =
            new Commit.Origin(
                    Digest.random(),
                    Digest.random(),
                    true,
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString(),
                    null);

    @AfterEach
    void removeWhatWasAdded() {
        for (int version = LONG_STOCK + 1; version <= LONG_STOCK + 2; version++) {
            Map<String, AttributeValue> key =
                    Map.of(
                            "stream_id", AttributeValue.fromS(STOCK_STREAM.toString()),
                            "version", AttributeValue.fromN(Integer.toString(version)));
            LocalTables.CLIENT.deleteItem(
                    delete -> delete.tableName(TABLES.events().name()).key(key));
        }
    }

    @Test
    void a_load_is_one_query_of_bounded_units_however_long_the_stream() {
        Metered ofTen = load(written(10), 10);
        Metered ofNinetyNine = load(written(99), 99);
        Metered ofVeryMany = load(written(LONG), LONG);

        assertThat(List.of(ofTen, ofNinetyNine, ofVeryMany))
                .allMatch(request -> request.operation().equals("Query"))
                .extracting(Metered::limit)
                .containsOnly(50);
        assertThat(ofTen.units()).isLessThan(ofNinetyNine.units());
        assertThat(ofVeryMany.units()).isLessThanOrEqualTo(ofNinetyNine.units());
    }

    @Test
    void a_stock_is_loaded_by_one_query_of_one_item_and_at_most_one_unit() {
        assertThat(loop(STOCK).handle(count(0))).isEqualTo(unchanged());

        assertThat(meter.takeMetered())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.operation()).isEqualTo("Query");
                    assertThat(request.limit()).isEqualTo(1);
                    assertThat(request.units()).isEqualTo(1.0);
                });
    }

    @Test
    void a_change_of_a_stock_is_one_item_of_at_most_1_kb_and_one_unit_to_write() {
        assertThat(loop(STOCK).handle(count(1))).isEqualTo(committed());

        assertThat(meter.take()).hasSize(2).last().isEqualTo("PutItem 1.0");
        Commit added = store.newest(STOCK_STREAM).orElseThrow();
        assertThat(snapshot(added).commands().all()).hasSize(11);
        assertThat(ItemSize.of(CommitSchema.SCHEMA.itemToMap(added, true))).isBetween(1, 1_024);
    }

    @Test
    void a_snapshot_of_an_older_version_that_can_be_lifted_costs_no_further_request() {
        var lifting = stock(Schema.startingAt(STORED_SCHEMA).then(data -> data).then(data -> data));

        assertThat(loop(lifting).handle(count(0))).isEqualTo(unchanged());

        assertThat(meter.takeMetered()).singleElement().matches(LoadCostTest::isOfOneItem);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                // Older code, as after a rollback.
                STORED_SCHEMA - 1,
                // Newer code, that can't lift what is stored.
                STORED_SCHEMA + 1
            })
    void snapshots_that_are_of_no_use_cost_one_long_load_and_the_next_is_short_again(int schema) {
        var other = loop(stock(Schema.startingAt(schema)));

        assertThat(other.handle(count(1))).isEqualTo(committed());

        List<Metered> requests = meter.takeMetered();
        assertThat(requests.getFirst()).matches(LoadCostTest::isOfOneItem);
        assertThat(requests.getLast().operation()).isEqualTo("PutItem");
        // Items of at most 1 KB, by the MB.
        assertThat(requests.subList(1, requests.size() - 1))
                .hasSizeBetween(LONG_STOCK / 2_000, LONG_STOCK / 1_000 + 1)
                .allMatch(request -> request.operation().equals("Query"))
                .allMatch(request -> request.limit() == null);
        Snapshot snapshot = snapshot(store.newest(STOCK_STREAM).orElseThrow());
        assertThat(snapshot.schema()).isEqualTo(schema);
        assertThat(snapshot.commands().all()).hasSize(11);
        meter.take();

        assertThat(other.handle(new Count(STOCK_STREAM, 0, envelope(Commits.origin()))))
                .isEqualTo(new Outcome.Unchanged<>(STOCK_STREAM, LONG_STOCK + 1, LONG_STOCK + 1));
        assertThat(meter.takeMetered()).singleElement().matches(LoadCostTest::isOfOneItem);
    }

    private static boolean isOfOneItem(Metered request) {
        return request.operation().equals("Query") && Objects.equals(request.limit(), 1);
    }

    private Metered load(StreamId stream, int commits) {
        meter.take();
        assertThat(loop(ORDER).handle(new Count(stream, 0, envelope(origin))))
                .isEqualTo(new Outcome.Unchanged<>(stream, commits, commits));
        List<Metered> requests = meter.takeMetered();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private CommandLoop<Count, Integer, Counted, Void> loop(
            Aggregate<Count, Integer, Counted, Void> aggregate) {
        return new CommandLoop<>(
                aggregate, store, Pacing.standard(new FakeTicker(), new SplittableRandom(1)));
    }

    private Count count(int by) {
        return new Count(STOCK_STREAM, by, envelope(origin));
    }

    private static Envelope envelope(Commit.Origin origin) {
        return new Envelope(origin, Instant.parse("2026-11-21T09:00:00Z"), null);
    }

    private static Outcome<Integer, Counted, Void> unchanged() {
        return new Outcome.Unchanged<>(STOCK_STREAM, LONG_STOCK, LONG_STOCK);
    }

    private static Outcome<Integer, Counted, Void> committed() {
        return new Outcome.Committed<>(
                STOCK_STREAM, LONG_STOCK + 1, List.of(new Counted(1, "by a command")), false);
    }

    private static Snapshot snapshot(Commit commit) {
        return Objects.requireNonNull(commit.snapshot());
    }

    private static Aggregate<Count, Integer, Counted, Void> stock(Schema states) {
        return Counter.aggregate(states, 1, 10);
    }

    private static StreamId written(int commits) {
        StreamId stream = new StreamId("Order", UUID.randomUUID().toString());
        write(stream, ORDER, commits, "x".repeat(200));
        return stream;
    }

    private static void write(
            StreamId stream,
            Aggregate<Count, Integer, Counted, Void> aggregate,
            int commits,
            String note) {
        List<WriteRequest> batch = new ArrayList<>();
        Counter.commits(
                stream,
                aggregate,
                commits,
                note,
                commit -> {
                    Map<String, AttributeValue> item = CommitSchema.SCHEMA.itemToMap(commit, true);
                    batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
                    if (batch.size() == 25) {
                        write(batch);
                    }
                });
        write(batch);
    }

    private static void write(List<WriteRequest> batch) {
        if (!batch.isEmpty()) {
            LocalTables.CLIENT.batchWriteItem(write ->
                    write.requestItems(Map.of(TABLES.events().name(), List.copyOf(batch))));
            batch.clear();
        }
    }
}
