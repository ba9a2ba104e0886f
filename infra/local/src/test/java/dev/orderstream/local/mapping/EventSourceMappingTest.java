package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Threads;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@RealTime(reason = "A few of its tests run the mapping's threads on the clock.", minutesMax = 10)
class EventSourceMappingTest {

    private final MappingRun run = new MappingRun();
    private final FakeStreams streams = run.streams;

    // Order

    @Test
    void records_of_a_shard_arrive_in_order_and_a_hundred_at_a_time() {
        // given
        String[] keys = IntStream.range(0, 250).mapToObj(i -> "k" + i).toArray(String[]::new);
        streams.shard("s", null);
        streams.put("s", keys);
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(run.delivered()).containsExactly(keys);
    }

    @Test
    void a_parent_is_read_to_its_end_before_its_children() {
        // given shards that are listed children first
        streams.shard("grandchild", "child");
        streams.shard("child", "parent");
        streams.shard("other-child", "parent");
        streams.shard("parent", "gone-long-ago");
        streams.put("parent", "p1", "p2");
        streams.put("child", "c1");
        streams.put("other-child", "o1");
        streams.put("grandchild", "g1");
        streams.close("parent");
        streams.close("child");
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).startsWith("p1", "p2").containsOnlyOnce("c1", "o1", "g1");
        assertThat(run.delivered().indexOf("g1")).isGreaterThan(run.delivered().indexOf("c1"));
    }

    @Test
    void children_wait_while_a_record_of_their_parent_fails() {
        // given
        streams.shard("parent", null);
        streams.shard("child", "parent");
        streams.put("parent", "p1");
        streams.put("child", "c1");
        streams.close("parent");
        run.function = batch -> MappingRun.failing(1);
        run.start();
        // when
        run.pass(Duration.ofSeconds(30));
        // then
        assertThat(run.delivered()).containsOnly("p1");
        // when it is mended
        run.function = batch -> MappingRun.ALL_PROCESSED;
        run.pass(Duration.ofSeconds(10));
        // then
        assertThat(run.delivered()).endsWith("p1", "c1");
    }

    @Test
    void a_shard_that_repeats_a_batch_holds_up_no_other() {
        // given
        streams.shard("bad", null);
        streams.shard("good", null);
        streams.put("bad", "b1");
        streams.put("good", "g1");
        run.function =
                batch -> batch.contains("b1") ? MappingRun.failing(1) : MappingRun.ALL_PROCESSED;
        run.start();
        run.pass(Duration.ofSeconds(20));
        // when
        streams.put("good", "g2");
        run.pass(Duration.ofMillis(200));
        // then
        assertThat(run.delivered()).contains("g1", "g2");
    }

    @Test
    void a_shard_that_can_not_be_read_slows_down_no_other() {
        // given
        streams.shard("bad", null);
        streams.shard("good", null);
        streams.breakShard("bad");
        run.start();
        run.pass(Duration.ofSeconds(20));
        // when
        streams.put("good", "g1");
        run.pass(Duration.ofMillis(100));
        // then
        assertThat(run.delivered()).containsExactly("g1");
    }

    @Test
    void a_shard_that_appears_later_is_read() {
        // given
        streams.shard("s", null);
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.shard("unrelated", null);
        streams.put("unrelated", "u1");
        run.pass(Duration.ofSeconds(31));
        // then
        assertThat(run.delivered()).containsExactly("u1");
    }

    // Failures of the function

    @Test
    void the_lowest_failure_counts_and_everything_from_it_on_is_sent_again() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "k3", "k4", "k5");
        run.function =
                batch ->
                        run.batches.size() == 1
                                ? MappingRun.failing(5, 3, 4)
                                : MappingRun.ALL_PROCESSED;
        // when
        run.start();
        run.pass(Duration.ofMillis(10));
        // then
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(2)));
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches.get(0)).containsExactly("k1", "k2", "k3", "k4", "k5");
        assertThat(run.batches.get(1)).containsExactly("k3", "k4", "k5");
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(5)));
    }

    @Test
    void a_batch_that_fails_half_is_sent_on_by_the_same_mapping() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "k3");
        run.function =
                batch -> run.batches.size() == 1 ? MappingRun.failing(2) : MappingRun.ALL_PROCESSED;
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2", "k3"), List.of("k2", "k3"));
    }

    @Test
    void a_batch_is_sent_again_without_end_after_pauses_that_grow_to_five_seconds() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        List<Long> millis = new ArrayList<>();
        run.function =
                batch -> {
                    millis.add(TimeUnit.NANOSECONDS.toMillis(run.ticker.nanoTime()));
                    return MappingRun.failing(1);
                };
        // when
        run.start();
        run.pass(Duration.ofMinutes(10));
        // then
        List<Long> pauses = pauses(millis);
        assertThat(pauses).startsWith(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        assertThat(pauses).hasSizeGreaterThan(100).allMatch(pause -> pause <= 5000);
        assertThat(run.checkpoint()).isEmpty();
    }

    @Test
    void records_that_come_meanwhile_do_not_shorten_the_pause_before_a_retry() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        List<Long> millis = new ArrayList<>();
        run.function =
                batch -> {
                    millis.add(TimeUnit.NANOSECONDS.toMillis(run.ticker.nanoTime()));
                    return MappingRun.failing(1);
                };
        run.start();
        // when
        for (int i = 0; i < 20; i++) {
            run.pass(Duration.ofMillis(50));
            streams.put("s", "more");
        }
        // then
        assertThat(pauses(millis)).containsExactly(100L, 200L, 400L);
    }

    @Test
    void progress_starts_the_pauses_again() {
        // given two tries that fail from the start, then one that gets on
        streams.shard("s", null);
        streams.put("s", "k1", "k2");
        List<Long> millis = new ArrayList<>();
        run.function =
                batch -> {
                    millis.add(TimeUnit.NANOSECONDS.toMillis(run.ticker.nanoTime()));
                    return MappingRun.failing(millis.size() < 3 ? 1 : 2);
                };
        // when
        run.start();
        run.pass(Duration.ofMillis(650));
        // then
        assertThat(pauses(millis)).containsExactly(100L, 200L, 100L, 200L);
    }

    static Stream<Function<List<String>, StreamsEventResponse>> failuresOfAWholeBatch() {
        return Stream.of(
                batch -> {
                    throw new IllegalStateException("on purpose");
                },
                batch -> {
                    throw new StackOverflowError("on purpose");
                },
                batch -> MappingRun.failing(2, 99),
                batch ->
                        new StreamsEventResponse(
                                List.of(
                                        new BatchItemFailure(FakeStreams.number(2)),
                                        new BatchItemFailure(""))),
                batch -> new StreamsEventResponse(List.of(new BatchItemFailure())));
    }

    @ParameterizedTest
    @MethodSource("failuresOfAWholeBatch")
    void an_error_or_an_id_that_names_no_record_fails_the_whole_batch(
            Function<List<String>, StreamsEventResponse> failure) {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "k3");
        run.function =
                batch -> run.batches.size() == 1 ? failure.apply(batch) : MappingRun.ALL_PROCESSED;
        // when
        run.start();
        run.pass(Duration.ofMillis(10));
        // then
        assertThat(run.checkpoint()).isEmpty();
        // when
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches)
                .containsExactly(List.of("k1", "k2", "k3"), List.of("k1", "k2", "k3"));
    }

    @Test
    void no_answer_at_all_means_that_everything_is_processed() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.function = batch -> null;
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("k1"));
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(1)));
    }

    // Checkpoints

    @Test
    void after_a_restart_reading_goes_on_from_the_checkpoint_file(@TempDir Path directory) {
        // given
        run.checkpoints = new FileCheckpoints(directory, FakeStreams.TABLE);
        streams.shard("s", null);
        streams.put("s", "k1", "k2");
        EventSourceMapping first = run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        first.close();
        streams.put("s", "k3");
        run.checkpoints = new FileCheckpoints(directory, FakeStreams.TABLE);
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.batches).containsExactly(List.of("k1", "k2"), List.of("k3"));
    }

    @Test
    void a_checkpoint_that_the_stream_has_trimmed_starts_the_shard_again() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2", "k3", "k4");
        run.checkpoints.save(streams.streamArn(), Map.of("s", FakeStreams.number(1)));
        streams.trim("s", 3);
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("k4");
    }

    @Test
    void a_checkpoint_in_a_shard_that_is_trimmed_to_nothing_is_forgotten() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2");
        run.checkpoints.save(streams.streamArn(), Map.of("s", FakeStreams.number(1)));
        streams.trim("s", 2);
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).isEmpty();
        assertThat(run.checkpoint()).isEmpty();
    }

    @Test
    void records_trimmed_under_a_reader_start_the_shard_again() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "k2", "k3");
        streams.trim("s", 2);
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k3");
    }

    @Test
    void records_trimmed_before_anything_was_processed_start_the_shard_again_at_once() {
        // given an iterator at the start of a shard
        streams.shard("s", null);
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.put("s", "k1", "k2");
        streams.trim("s", 1);
        run.pass(Duration.ofMillis(60));
        // then
        assertThat(run.delivered()).containsExactly("k2");
    }

    @Test
    void a_checkpoint_that_is_none_of_the_shard_starts_it_again() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1", "k2");
        run.checkpoints.save(streams.streamArn(), Map.of("s", FakeStreams.number(77)));
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void a_checkpoint_of_a_shard_that_is_gone_is_forgotten() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.checkpoints.save(streams.streamArn(), Map.of("gone", FakeStreams.number(1)));
        // when
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("k1");
        assertThat(run.checkpoint()).containsOnlyKeys("s");
    }

    @Test
    void a_table_that_is_made_anew_is_read_from_its_start() {
        // given
        streams.shard("s", null);
        streams.put("s", "old1", "old2");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.newTable();
        streams.shard("s", null);
        streams.put("s", "new1", "new2", "new3");
        run.pass(Duration.ofSeconds(31));
        // then
        assertThat(run.delivered()).containsExactly("old1", "old2", "new1", "new2", "new3");
    }

    @Test
    void a_checkpoint_that_could_not_be_saved_is_saved_later() {
        // given
        List<String> saves = new ArrayList<>();
        Checkpoints full =
                new Checkpoints() {
                    @Override
                    public Map<String, String> load(String streamArn) {
                        return Map.of();
                    }

                    @Override
                    public void save(String streamArn, Map<String, String> sequenceNumbers) {
                        if (saves.isEmpty()) {
                            saves.add("failed");
                            throw new UncheckedIOException(
                                    new java.io.IOException("disk full, on purpose"));
                        }
                        saves.add(sequenceNumbers.get("s"));
                    }
                };
        streams.shard("s", null);
        streams.put("s", "k1");
        // when
        run.checkpoints = full;
        run.start();
        run.pass(Duration.ofSeconds(2));
        // then
        assertThat(run.delivered()).containsExactly("k1");
        assertThat(saves).containsExactly("failed", FakeStreams.number(1));
    }

    // Trouble with the stream

    @Test
    void an_expired_iterator_is_made_again_and_no_record_is_lost_or_repeated() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.expireIterators();
        streams.put("s", "k2");
        run.pass(Duration.ofMillis(60));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void an_iterator_that_is_no_longer_known_is_made_again() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.start();
        run.pass(Duration.ofSeconds(1));
        // when
        streams.forgetIterators();
        streams.put("s", "k2");
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void throttling_and_a_lost_connection_are_waited_out() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.start();
        streams.failNext(SdkClientException.create("connection refused, on purpose"));
        run.pass(Duration.ofSeconds(2));
        // when
        streams.put("s", "k2");
        streams.failNext(
                FakeStreams.error("ValidationException", 400),
                ProvisionedThroughputExceededException.builder().message("on purpose").build(),
                SdkClientException.create("connection reset, on purpose"),
                FakeStreams.error("InternalServerError", 500));
        run.pass(Duration.ofSeconds(5));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void trouble_is_met_with_growing_pauses_not_with_a_storm_of_calls() {
        // given
        streams.shard("s", null);
        run.start();
        run.pass(Duration.ofSeconds(1));
        int before = streams.calls;
        // when
        streams.failNext(away(1000));
        run.pass(Duration.ofMinutes(1));
        // then
        assertThat(streams.calls - before).isBetween(5, 50);
    }

    @Test
    void trouble_that_is_over_leaves_no_long_pauses_behind() {
        // given
        streams.shard("s", null);
        run.start();
        run.pass(Duration.ofSeconds(1));
        streams.failNext(away(8));
        run.pass(Duration.ofMinutes(1));
        // when
        streams.failNext(away(1));
        run.pass(Duration.ofMillis(100));
        streams.put("s", "k1");
        run.pass(Duration.ofMillis(250));
        // then
        assertThat(run.delivered()).containsExactly("k1");
    }

    @Test
    void a_table_that_is_not_there_yet_is_waited_for() {
        // given
        streams.noTable();
        run.start();
        run.pass(Duration.ofSeconds(5));
        // when
        streams.newTable();
        streams.shard("s", null);
        streams.put("s", "k1");
        run.pass(Duration.ofSeconds(2));
        // then
        assertThat(run.delivered()).containsExactly("k1");
    }

    // Pace

    @Test
    void a_busy_stream_is_polled_every_20_ms_and_a_quiet_one_ten_times_a_second() {
        // given
        streams.shard("s", null);
        run.start();
        // when
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(streams.getRecordsCalls).isBetween(45, 55);
        // when
        run.pass(Duration.ofSeconds(60));
        int before = streams.getRecordsCalls;
        run.pass(Duration.ofSeconds(60));
        // then
        assertThat(streams.getRecordsCalls - before).isBetween(550, 650);
    }

    // The threads

    @Test
    void closing_lets_the_running_batch_finish_and_keeps_its_checkpoint() throws Exception {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        run.function =
                batch -> {
                    running.countDown();
                    await(finish);
                    return MappingRun.ALL_PROCESSED;
                };
        EventSourceMapping mapping = run.threaded();
        mapping.start();
        running.await();
        // when
        Thread closing = Thread.startVirtualThread(mapping::close);
        boolean waited = Threads.untilItWaits(closing);
        finish.countDown();
        // then
        closing.join();
        assertThat(waited).isTrue();
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", FakeStreams.number(1)));
        streams.put("s", "k2");
        assertThat(run.delivered()).containsExactly("k1");
    }

    @Test
    void a_mapping_that_was_never_started_closes_at_once() {
        run.threaded().close();
    }

    @Test
    void a_running_mapping_hands_on_a_new_record_by_itself() throws Exception {
        // given
        streams.shard("s", null);
        CountDownLatch seen = new CountDownLatch(1);
        run.function =
                batch -> {
                    seen.countDown();
                    return MappingRun.ALL_PROCESSED;
                };
        try (EventSourceMapping mapping = run.threaded()) {
            mapping.start();
            // when
            streams.put("s", "k1");
            // then
            seen.await();
        }
    }

    @Test
    void checkpoints_are_text_that_a_person_can_read(@TempDir Path directory) throws Exception {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        // when
        run.checkpoints = new FileCheckpoints(directory.resolve("made"), FakeStreams.TABLE);
        run.start();
        run.pass(Duration.ofSeconds(1));
        // then
        assertThat(Files.readAllLines(directory.resolve("made/events.checkpoint")))
                .element(0)
                .asString()
                .startsWith("#");
        assertThat(Files.readAllLines(directory.resolve("made/events.checkpoint")))
                .contains("stream " + streams.streamArn(), "s " + FakeStreams.number(1));
    }

    private static RuntimeException[] away(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> SdkClientException.create("away, on purpose"))
                .toArray(RuntimeException[]::new);
    }

    private static List<Long> pauses(List<Long> millis) {
        return IntStream.range(1, millis.size())
                .mapToObj(i -> millis.get(i) - millis.get(i - 1))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
