package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.orderstream.local.mapping.DiscardedBatch.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Lambda's rules for DynamoDB streams, each with the page that states it. */
class EventSourceMappingRulesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final MappingRun run = new MappingRun();
    private final FakeStreams streams = run.streams;

    // Batches of one shard

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says = "Lambda invokes the function with a batch and waits for the result")
    void one_batch_of_a_shard_is_under_way_at_a_time() {
        // given a function during whose calls the mapping may do whatever it would
        streams.shard("s", null);
        streams.put("s", "a:1", "b:1");
        List<Integer> underWay = new ArrayList<>();
        int[] calls = {0};
        run.function =
                batch -> {
                    underWay.add(++calls[0]);
                    if (run.batches.size() < 5) {
                        streams.put("s", "c:" + run.batches.size());
                        run.pass(Duration.ofSeconds(1));
                    }
                    calls[0]--;
                    return MappingRun.ALL_PROCESSED;
                };
        run.start();
        // when
        run.pass(Duration.ofSeconds(10));
        // then
        assertThat(underWay).hasSizeGreaterThan(3).containsOnly(1);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says =
                    "the shard of a batch that fails is paused, which is about that shard alone; batches of"
                            + " different shards are invoked concurrently")
    void batches_of_different_shards_are_under_way_at_once() throws Exception {
        // given a function that only returns when it is called twice at once
        CyclicBarrier both = new CyclicBarrier(2);
        streams.shard("one", null);
        streams.shard("two", null);
        streams.put("one", "a");
        streams.put("two", "b");
        // then
        assertThat(bothGetThrough(both)).isTrue();
    }

    // Parallelization factor

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says =
                    "with a parallelization factor, several batches of one shard are processed concurrently")
    void a_parallelization_factor_lets_batches_of_one_shard_be_under_way_at_once()
            throws Exception {
        // given two items on two lanes, and a function that only returns when it is called twice
        CyclicBarrier both = new CyclicBarrier(2);
        run.settings = new TestSettings().factor(2).build();
        streams.shard("s", null);
        streams.put("s", "a", "b");
        // then
        assertThat(bothGetThrough(both)).isTrue();
    }

    private boolean bothGetThrough(CyclicBarrier both) throws Exception {
        run.function =
                batch -> {
                    try {
                        both.await();
                    } catch (Exception e) {
                        throw new IllegalStateException("alone", e);
                    }
                    return MappingRun.ALL_PROCESSED;
                };
        try (EventSourceMapping mapping = run.threaded()) {
            mapping.start();
            while (run.batches.size() < 2) {
                Thread.onSpinWait();
            }
        }
        return !both.isBroken() && run.batches.size() == 2;
    }

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says = "up to 10 batches of a shard at once, each with records of its own")
    void lanes_share_the_records_of_a_shard() {
        // given
        run.settings = new TestSettings().factor(10).build();
        streams.shard("s", null);
        String[] changes = IntStream.range(0, 100).mapToObj(i -> "k" + i).toArray(String[]::new);
        streams.put("s", changes);
        run.start();
        // when
        run.pass(Duration.ofMillis(10));
        // then
        assertThat(run.batches).hasSizeBetween(2, 10);
        assertThat(run.delivered()).containsExactlyInAnyOrder(changes);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says =
                    "with more concurrent batches, order is kept at the item (partition and sort key) level")
    void the_changes_of_an_item_stay_in_order_while_another_lane_fails() {
        // given two items on two lanes, the first of which can't be processed for now
        run.settings = new TestSettings().factor(2).build();
        streams.shard("s", null);
        streams.put("s", "a:1", "b:1", "b:2", "a:2");
        run.function =
                batch -> batch.contains("a:1") ? MappingRun.failing(1) : MappingRun.ALL_PROCESSED;
        run.start();
        run.pass(Duration.ofSeconds(1));
        streams.put("s", "a:3", "b:3");
        // when
        run.pass(Duration.ofSeconds(1));
        // then the other lane is done
        assertThat(run.delivered()).contains("b:1", "b:2", "b:3").doesNotContain("a:3");
        // when it is mended
        run.function = batch -> MappingRun.ALL_PROCESSED;
        run.pass(LONG);
        // then
        assertThat(run.batches).endsWith(List.of("a:1", "a:2"), List.of("a:3"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says =
                    "each event is processed at least once; how the checkpoint goes with several batches of a"
                            + " shard is not documented, and this is the only way to keep that")
    void the_checkpoint_stays_below_the_first_record_that_a_lane_has_open() {
        // given
        run.settings = new TestSettings().factor(2).build();
        streams.shard("s", null);
        streams.put("s", "b:1", "a:1", "b:2", "b:3");
        run.function =
                batch -> batch.contains("a:1") ? MappingRun.failing(2) : MappingRun.ALL_PROCESSED;
        EventSourceMapping first = run.start();
        // when
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(1)));
        // when it is started anew, and mended
        first.close();
        run.batches.clear();
        run.function = batch -> MappingRun.ALL_PROCESSED;
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactlyInAnyOrder("a:1", "b:2", "b:3");
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(4)));
    }

    // Batch size, window and payload

    @Test
    @AwsDocs(value = AwsDocs.PARAMETERS, says = "BatchSize, 10,000 at most")
    void a_batch_has_as_many_records_as_the_batch_size_at_most() {
        // given
        run.settings = new TestSettings().batchSize(7).build();
        streams.shard("s", null);
        streams.put("s", IntStream.range(0, 20).mapToObj(i -> "k" + i).toArray(String[]::new));
        run.start();
        // when
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).extracting(List::size).containsExactly(7, 7, 6);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says = "without a window the function is invoked as soon as records are available")
    void without_a_window_one_record_is_sent_at_once() {
        // given
        streams.shard("s", null);
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "k1");
        run.pass(Duration.ofMillis(20));
        // then
        assertThat(run.batches).containsExactly(List.of("k1"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says =
                    "records are gathered until the window is over; the next window begins as soon as the"
                            + " invocation before is over")
    void records_are_gathered_for_the_batching_window() {
        // given
        run.settings = new TestSettings().window(5).build();
        streams.shard("s", null);
        run.start();
        // when
        streams.put("s", "k1");
        run.pass(Duration.ofSeconds(2));
        streams.put("s", "k2");
        run.pass(Duration.ofMillis(2900));
        // then
        assertThat(run.batches).isEmpty();
        // when
        run.pass(Duration.ofMillis(100));
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2"));
        // when
        streams.put("s", "k3");
        run.pass(Duration.ofMillis(4900));
        // then
        assertThat(run.batches).hasSize(1);
        // when
        run.pass(Duration.ofMillis(200));
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2"), List.of("k3"));
    }

    @Test
    @AwsDocs(value = AwsDocs.BATCHING, says = "the function is invoked when the batch size is met")
    void a_full_batch_does_not_wait_for_the_window() {
        // given
        run.settings = new TestSettings().batchSize(3).window(300).build();
        streams.shard("s", null);
        run.start();
        streams.put("s", "k1", "k2");
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "k3", "k4");
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2", "k3"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says = "the function is invoked when the payload reaches 6 MB, which can't be changed")
    void a_batch_does_not_wait_for_the_window_when_its_payload_is_full() {
        // given records of nearly a megabyte
        run.settings = new TestSettings().window(300).build();
        streams.shard("s", null);
        run.start();
        IntStream.range(0, 6).forEach(i -> streams.putLarge("s", "k" + i, 1_000_000));
        run.pass(Duration.ofSeconds(1));
        assertThat(run.batches).isEmpty();
        // when
        streams.putLarge("s", "k6", 1_000_000);
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("k0", "k1", "k2", "k3", "k4", "k5"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says =
                    "a window gathers what comes; that nothing comes to a closed shard any more is not"
                            + " mentioned, and its children wait for it")
    void the_end_of_a_shard_does_not_wait_for_the_window() {
        // given
        run.settings = new TestSettings().window(300).build();
        streams.shard("parent", null);
        streams.shard("child", "parent");
        streams.put("parent", "p1");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.close("parent");
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("p1"));
    }

    // Reported failures. That the lowest one counts, and what fails a whole batch, is in
    // EventSourceMappingTest.

    @Test
    @AwsDocs(
            value = AwsDocs.ITEM_FAILURES,
            says = "what the function reports counts only if ReportBatchItemFailures is on")
    void without_report_batch_item_failures_any_answer_means_that_all_is_processed() {
        // given
        run.settings = new TestSettings().withoutItemFailures().build();
        streams.shard("s", null);
        streams.put("s", "k1", "k2");
        run.function = batch -> MappingRun.failing(1);
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2"));
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(2)));
    }

    @Test
    @AwsDocs(value = AwsDocs.ITEM_FAILURES, says = "a null or empty list is a complete success")
    void an_answer_without_a_list_means_that_all_is_processed() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.function = batch -> new StreamsEventResponse(null);
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches).containsExactly(List.of("k1"));
    }

    // Bisecting

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says =
                    "BisectBatchOnFunctionError splits a failed batch in two, which isolates bad records;"
                            + " splitting does not consume the retry quota")
    void bisecting_isolates_the_record_that_fails_and_costs_no_retries() {
        // given one record that is never processed, and two retries
        run.settings = new TestSettings().bisecting().retries(2).build();
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "bad", "k4");
        run.function = batch -> throwing(batch);
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches)
                .containsExactly(
                        List.of("k1", "k2", "bad", "k4"),
                        List.of("k1", "k2"),
                        List.of("bad", "k4"),
                        List.of("bad"),
                        List.of("bad"),
                        List.of("bad"),
                        List.of("k4"));
        assertThat(changes(run.discarded)).containsExactly(List.of("bad"));
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(4)));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ITEM_FAILURES,
            says =
                    "with both settings on, the batch is bisected at the returned number, and only the"
                            + " remaining records are retried")
    void a_reported_failure_bisects_the_batch_there_and_only_the_rest_is_sent_again() {
        // given
        run.settings = new TestSettings().bisecting().build();
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "k3", "k4", "k5");
        run.function =
                batch -> run.batches.size() == 1 ? MappingRun.failing(4) : MappingRun.ALL_PROCESSED;
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches)
                .containsExactly(List.of("k1", "k2", "k3", "k4", "k5"), List.of("k4", "k5"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ITEM_FAILURES,
            says =
                    "a failed batch is bisected regardless of ReportBatchItemFailures; what that means where"
                            + " the first record is reported, so that nothing lies before it, is left open: it is"
                            + " halved, or it would never be isolated")
    void a_batch_whose_first_record_is_reported_is_halved() {
        // given
        run.settings = new TestSettings().bisecting().retries(1).build();
        streams.shard("s", null);
        streams.put("s", "k1", "bad", "k3", "k4");
        run.function = batch -> reporting(batch, "bad");
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches)
                .containsExactly(
                        List.of("k1", "bad", "k3", "k4"),
                        List.of("bad", "k3", "k4"),
                        List.of("bad"),
                        List.of("bad"),
                        List.of("k3", "k4"));
        assertThat(changes(run.discarded)).containsExactly(List.of("bad"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.BATCHING,
            says = "by default the whole batch is reprocessed when the function returns an error")
    void without_bisecting_a_batch_that_fails_stays_whole() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "bad");
        run.function = batch -> throwing(batch);
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches).hasSizeGreaterThan(10).containsOnly(List.of("k1", "k2", "bad"));
    }

    // Limits of retries and age

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says =
                    "Lambda retries up to MaximumRetryAttempts, then discards the records and goes on")
    void a_batch_is_discarded_after_its_retries_and_the_shard_goes_on() {
        // given
        run.settings = new TestSettings().batchSize(2).retries(3).build();
        streams.shard("s", null);
        streams.put("s", "k1", "bad", "k3");
        run.function = batch -> throwing(batch);
        run.start();
        // when
        run.pass(LONG);
        // then
        List<String> bad = List.of("k1", "bad");
        assertThat(run.batches).containsExactly(bad, bad, bad, bad, List.of("k3"));
        assertThat(run.discarded).hasSize(1);
        assertThat(run.discarded.getFirst().condition())
                .isEqualTo(Condition.RETRY_ATTEMPTS_EXHAUSTED);
        assertThat(run.discarded.getFirst().invocations()).isEqualTo(4);
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(3)));
    }

    @Test
    @AwsDocs(value = AwsDocs.PARAMETERS, says = "MaximumRetryAttempts, minimum 0")
    void without_retries_a_batch_is_sent_once() {
        // given
        run.settings = new TestSettings().retries(0).build();
        streams.shard("s", null);
        streams.put("s", "bad");
        run.function = batch -> throwing(batch);
        run.start();
        // when
        run.pass(LONG);
        // then
        assertThat(run.batches).containsExactly(List.of("bad"));
        assertThat(changes(run.discarded)).containsExactly(List.of("bad"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ITEM_FAILURES,
            says =
                    "reported failures are retried by the retry strategy; that the records from the failure on"
                            + " are another batch, whose retries are counted anew, is not documented")
    void records_from_a_reported_failure_on_have_all_their_retries() {
        // given
        run.settings = new TestSettings().retries(1).build();
        streams.shard("s", null);
        streams.put("s", "k1", "bad", "k3", "k4");
        run.function = batch -> reporting(batch, "bad");
        run.start();
        // when
        run.pass(LONG);
        // then
        List<String> rest = List.of("bad", "k3", "k4");
        assertThat(run.batches).containsExactly(List.of("k1", "bad", "k3", "k4"), rest, rest);
        assertThat(changes(run.discarded)).containsExactly(rest);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.PARAMETERS,
            says = "-1 means infinite: failed records are retried until they expire")
    void without_limits_nothing_is_ever_discarded() {
        // given
        streams.shard("s", null);
        streams.put("s", "bad");
        run.function = batch -> throwing(batch);
        run.start();
        // when
        run.pass(Duration.ofHours(20));
        // then
        assertThat(run.batches).hasSizeGreaterThan(10_000);
        assertThat(run.discarded).isEmpty();
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says = "records that exceed MaximumRecordAgeInSeconds are discarded instead of retried")
    void records_are_discarded_when_they_are_too_old_and_younger_ones_go_on() {
        // given a batch whose records are a minute apart
        run.settings = new TestSettings().age(300).window(60).build();
        streams.shard("s", null);
        streams.put("s", "old");
        run.start();
        run.pass(Duration.ofSeconds(59));
        streams.put("s", "young");
        run.function = batch -> throwing(List.of("bad"));
        // when
        run.pass(Duration.ofSeconds(270));
        // then
        assertThat(changes(run.discarded)).containsExactly(List.of("old"));
        assertThat(run.discarded.getFirst().condition()).isEqualTo(Condition.RECORD_AGE_EXCEEDED);
        assertThat(run.batches.getFirst()).containsExactly("old", "young");
        assertThat(run.batches.getLast()).containsExactly("young");
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(1)));
        // when
        run.pass(LONG);
        // then
        assertThat(changes(run.discarded)).containsExactly(List.of("old"), List.of("young"));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.CREATE_MAPPING,
            says = "MaximumRecordAgeInSeconds: records older than that are discarded")
    void a_record_that_is_too_old_when_it_is_read_is_never_sent() {
        // given
        run.settings = new TestSettings().age(60).build();
        streams.shard("s", null);
        streams.put("s", "old");
        run.ticker.advance(Duration.ofSeconds(61));
        streams.put("s", "new");
        run.start();
        // when
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("new"));
        assertThat(changes(run.discarded)).containsExactly(List.of("old"));
        assertThat(run.discarded.getFirst().invocations()).isZero();
    }

    // The failure destination. What it is given is in FileFailureDestinationTest.

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says =
                    "what is discarded goes to the destination; what happens when that fails is not"
                            + " documented: here the shard waits, for nothing may be lost without a trace")
    void the_checkpoint_waits_until_the_destination_has_what_is_discarded() {
        // given a destination that is away
        run.settings = new TestSettings().retries(0).build();
        streams.shard("s", null);
        streams.put("s", "bad");
        run.function = batch -> throwing(batch);
        run.destination =
                batch -> {
                    throw new IllegalStateException("away, on purpose");
                };
        run.start();
        run.pass(LONG);
        assertThat(run.batches).containsExactly(List.of("bad"));
        assertThat(run.checkpoint()).isEmpty();
        // when it is back
        run.destination = run.discarded::add;
        streams.put("s", "k2");
        run.pass(Duration.ofSeconds(6));
        // then
        assertThat(changes(run.discarded)).containsExactly(List.of("bad"));
        assertThat(run.batches).containsExactly(List.of("bad"), List.of("k2"));
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(2)));
    }

    // Shards

    @Test
    @AwsDocs(
            value = AwsDocs.STREAMS,
            says = "a parent shard must always be processed before its children")
    void a_child_begins_when_all_lanes_have_done_with_its_parent() {
        // given two lanes, one of which fails
        run.settings = new TestSettings().factor(2).build();
        streams.shard("parent", null);
        streams.shard("child", "parent");
        streams.put("parent", "a", "b");
        streams.put("child", "c");
        streams.close("parent");
        run.function =
                batch -> batch.contains("a") ? MappingRun.failing(1) : MappingRun.ALL_PROCESSED;
        run.start();
        run.pass(LONG);
        assertThat(run.delivered()).contains("b").doesNotContain("c");
        // when
        run.function = batch -> MappingRun.ALL_PROCESSED;
        run.pass(Duration.ofSeconds(6));
        // then
        assertThat(run.delivered()).endsWith("a", "c");
    }

    @Test
    @AwsDocs(
            value = AwsDocs.LAMBDA_WITH_DYNAMODB,
            says =
                    "LATEST: what was written before is not sent, and some that is written during the start"
                            + " may be missed, too")
    void a_stream_can_be_begun_at_its_newest_record() {
        // given
        run.settings = new TestSettings().latest().build();
        streams.shard("s", null);
        streams.put("s", "before");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "after");
        streams.shard("child", "s");
        streams.put("child", "in-child");
        streams.close("s");
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("after", "in-child");
    }

    @Test
    @AwsDocs(
            value = AwsDocs.GET_RECORDS,
            says = "an iterator expires 15 minutes after it is given out")
    void an_iterator_at_the_newest_record_that_expires_loses_nothing() {
        // given
        run.settings = new TestSettings().latest().build();
        streams.shard("s", null);
        streams.put("s", "before");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "after");
        streams.expireIterators();
        run.pass(Duration.ofSeconds(1));
        // then it comes, for which what was before may come, too
        assertThat(run.delivered()).endsWith("after");
    }

    private static StreamsEventResponse throwing(List<String> batch) {
        if (batch.contains("bad")) {
            throw new IllegalStateException("on purpose");
        }
        return MappingRun.ALL_PROCESSED;
    }

    /** Reports a change as failed. */
    private static StreamsEventResponse reporting(List<String> batch, String failed) {
        // The sequence numbers of a test count from 1: the bad one is the second.
        return batch.contains(failed) ? MappingRun.failing(2) : MappingRun.ALL_PROCESSED;
    }

    private static List<List<String>> changes(List<DiscardedBatch> discarded) {
        return discarded.stream()
                .map(batch -> batch.records().stream().map(Record::eventID).toList())
                .toList();
    }
}
