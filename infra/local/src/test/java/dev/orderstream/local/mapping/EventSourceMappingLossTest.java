package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When everything is caught up, and what waits for it. None of it is Lambda's: it loses silently.
 */
class EventSourceMappingLossTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir Path directory;

    private final MappingRun run = new MappingRun();
    private final FakeStreams streams = run.streams;

    @BeforeEach
    void checkpointFile() {
        run.checkpoints = new FileCheckpoints(directory, FakeStreams.TABLE);
    }

    // Losses

    @Test
    void a_first_start_catches_up_before_it_reads() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        // when
        run.start();
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).containsExactly(List.of());
        assertThat(run.delivered()).containsExactly("k1");
    }

    @Test
    void a_first_start_catches_up_for_a_stream_without_shards_too() {
        // when
        EventSourceMapping mapping = run.start();
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).hasSize(1);
        assertThat(mapping.ready()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "unreadable"})
    void a_checkpoint_that_is_no_more_is_a_loss(String how) throws Exception {
        // given a mapping that had processed something
        startThatProcessed("k1").close();
        Path file = directory.resolve("events.checkpoint");
        assertThat(file).exists();
        // when
        if (how.equals("deleted")) {
            Files.delete(file);
        } else {
            Files.writeString(file, "not a checkpoint at all");
        }
        restart();
        // then
        assertThat(run.catchUps).hasSize(1);
    }

    @Test
    void a_stream_that_is_made_anew_is_a_loss() {
        // given
        startThatProcessed("k1");
        // when
        streams.newTable();
        streams.shard("s", null);
        streams.put("s", "new");
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(run.delivered()).containsExactly("k1", "new");
    }

    @Test
    @AwsDocs(
            value = AwsDocs.GET_SHARD_ITERATOR,
            says =
                    "a sequence number older than 24 hours is refused with TrimmedDataAccessException")
    void a_checkpoint_that_the_stream_has_trimmed_is_a_loss() {
        // given
        startThatProcessed("k1").close();
        streams.put("s", "k2", "k3", "k4");
        streams.trim("s", 3);
        // when
        restart();
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(run.delivered()).containsExactly("k1", "k4");
    }

    @Test
    @AwsDocs(
            value = AwsDocs.GET_RECORDS,
            says =
                    "records that are trimmed after their iterator was given out are refused with"
                            + " TrimmedDataAccessException")
    void records_that_are_trimmed_under_a_reader_are_a_loss() {
        // given
        startThatProcessed("k1");
        // when
        streams.put("s", "k2", "k3");
        streams.trim("s", 2);
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(run.delivered()).containsExactly("k1", "k3");
    }

    @Test
    void a_checkpoint_that_is_none_of_its_shard_is_a_loss() {
        // given
        streams.shard("s", null);
        streams.put("s", "k1");
        run.checkpoints.save(streams.streamArn(), Map.of("s", FakeStreams.number(77)));
        // when
        run.start();
        run.pass(SHORT);
        // then
        assertThat(run.catchUps).hasSize(1);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.STREAMS,
            says = "shards come and go by themselves, and their records go after 24 hours")
    void after_two_days_of_sleep_only_grandchildren_are_left_which_is_a_loss() {
        // given
        startThatProcessed("k1").close();
        // when
        streams.remove("s");
        streams.shard("grandchild", "child-that-nobody-saw");
        streams.put("grandchild", "g1");
        restart();
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(run.delivered()).containsExactly("k1", "g1");
        assertThat(run.checkpoint()).containsOnlyKeys("grandchild");
    }

    @Test
    void after_two_days_of_sleep_a_mapping_that_runs_on_notices_the_loss() {
        // given
        startThatProcessed("k1");
        // when
        streams.remove("s");
        streams.shard("grandchild", "child-that-nobody-saw");
        streams.put("grandchild", "g1");
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(run.delivered()).containsExactly("k1", "g1");
    }

    @Test
    void a_shard_that_goes_unread_and_leaves_nothing_behind_is_a_loss() {
        // given a record that is not processed yet
        startThatProcessed("k1");
        run.function = batch -> MappingRun.failing(2);
        streams.put("s", "k2");
        run.pass(SHORT);
        // when
        streams.remove("s");
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).hasSize(1);
    }

    @Test
    void a_shard_that_went_while_no_mapping_ran_is_a_loss() {
        // given two shards
        streams.shard("other", null);
        EventSourceMapping first = startThatProcessed("k1");
        streams.put("other", "o1");
        run.pass(SHORT);
        first.close();
        // when
        streams.remove("other");
        restart();
        // then
        assertThat(run.catchUps).hasSize(1);
    }

    @Test
    void a_child_whose_parent_was_read_to_its_end_and_went_is_a_loss_after_a_restart() {
        // given a parent that was read to its end, and a child that was not begun
        streams.shard("parent", null);
        streams.put("parent", "p1");
        streams.close("parent");
        run.start();
        run.pass(SHORT);
        run.steps.close();
        run.catchUps.clear();
        // when the parent has gone by the next start: so the child may have been trimmed, too
        streams.remove("parent");
        streams.shard("child", "parent");
        restart();
        // then
        assertThat(run.catchUps).hasSize(1);
    }

    // No losses

    @Test
    void a_normal_restart_is_no_loss() {
        // given
        startThatProcessed("k1").close();
        streams.put("s", "k2");
        // when
        restart();
        // then
        assertThat(run.catchUps).isEmpty();
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void a_normal_rollover_is_no_loss() {
        // given
        startThatProcessed("k1");
        // when
        streams.put("s", "k2");
        streams.shard("child", "s");
        streams.put("child", "c1");
        streams.close("s");
        run.pass(SHORT);
        streams.remove("s");
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).isEmpty();
        assertThat(run.delivered()).containsExactly("k1", "k2", "c1");
        assertThat(run.checkpoint()).containsOnlyKeys("child");
    }

    @Test
    void a_restart_between_a_parent_and_its_child_is_no_loss() {
        // given a parent that was read to its end
        startThatProcessed("k1");
        streams.close("s");
        run.pass(SHORT);
        assertThat(run.checkpoint()).containsExactly(Map.entry("s", Checkpoints.SHARD_END));
        run.steps.close();
        // when
        streams.shard("child", "s");
        streams.put("child", "c1");
        restart();
        // then
        assertThat(run.catchUps).isEmpty();
        assertThat(run.delivered()).containsExactly("k1", "c1");
    }

    @Test
    void the_iterator_of_an_empty_shard_that_is_trimmed_once_is_no_loss() {
        // given a child that is empty
        startThatProcessed("k1");
        streams.shard("child", "s");
        streams.close("s");
        run.pass(SHORT);
        // when
        streams.put("child", "c1", "c2");
        streams.trim("child", 1);
        run.pass(SHORT);
        // then
        assertThat(run.catchUps).isEmpty();
        assertThat(run.delivered()).containsExactly("k1", "c2");
    }

    @Test
    void an_iterator_without_a_place_that_is_trimmed_again_is_a_loss() {
        // given
        startThatProcessed("k1");
        streams.shard("child", "s");
        streams.close("s");
        run.pass(SHORT);
        streams.put("child", "c1");
        streams.trim("child", 1);
        run.pass(SHORT);
        // when
        streams.put("child", "c2", "c3");
        streams.trim("child", 2);
        run.pass(SHORT);
        // then
        assertThat(run.catchUps).hasSize(1);
        assertThat(run.delivered()).containsExactly("k1", "c3");
    }

    @Test
    void an_open_shard_that_can_not_be_found_for_a_while_is_no_loss() {
        // given
        startThatProcessed("k1");
        int before = streams.calls;
        // when
        streams.hide("s", true);
        run.pass(Duration.ofSeconds(10));
        // then it is looked for again and again, without a storm
        assertThat(streams.calls - before).isBetween(20, 100);
        // when
        streams.hide("s", false);
        streams.put("s", "k2");
        run.pass(Duration.ofSeconds(2));
        // then
        assertThat(run.catchUps).isEmpty();
        assertThat(run.delivered()).containsExactly("k1", "k2");
    }

    @Test
    void a_closed_shard_that_is_listed_but_can_not_be_found_is_a_loss_and_its_child_is_next() {
        // given records of the day before yesterday, in a shard that is still listed
        startThatProcessed("k1").close();
        streams.put("s", "k2");
        streams.close("s");
        streams.shard("child", "s");
        streams.put("child", "k3");
        streams.hide("s", true);
        // when
        EventSourceMapping mapping = run.start();
        run.pass(SHORT.dividedBy(2));
        assertThat(mapping.ready()).isNotDone();
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).containsExactly(List.of("k1"));
        assertThat(mapping.ready()).isCompleted();
        assertThat(run.delivered()).containsExactly("k1", "k3");
    }

    @Test
    void a_closed_shard_of_which_every_record_is_trimmed_is_a_loss_and_its_child_is_next() {
        // given
        startThatProcessed("k1").close();
        streams.put("s", "k2");
        streams.close("s");
        streams.shard("child", "s");
        streams.put("child", "k3");
        streams.trimAltogether("s");
        // when
        run.start();
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.catchUps).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        assertThat(run.delivered()).containsExactly("k1", "k3");
    }

    @Test
    void a_mapping_is_not_ready_before_the_loss_of_a_shard_that_it_got_nowhere_in_is_caught_up() {
        // given a child of which all was trimmed before its first record was processed
        startThatProcessed("k1").close();
        streams.close("s");
        streams.shard("child", "s");
        streams.put("child", "k2");
        run.function = batch -> MappingRun.failing(2);
        EventSourceMapping mapping = run.start();
        run.pass(SHORT);
        mapping.close();
        streams.trimAltogether("child");
        // when
        EventSourceMapping next = run.start();
        List<Integer> catchUpsWhenReady = new ArrayList<>();
        var _ = next.ready().thenRun(() -> catchUpsWhenReady.add(run.catchUps.size()));
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(catchUpsWhenReady).singleElement().satisfies(n -> assertThat(n).isPositive());
    }

    // Catching up

    @Test
    void a_catch_up_that_fails_is_repeated_after_growing_pauses_and_nothing_is_read_meanwhile() {
        // given
        startThatProcessed("k1").close();
        streams.put("s", "k2", "k3");
        streams.trim("s", 2);
        run.catchUp =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        // when
        run.start();
        run.pass(Duration.ofMinutes(1));
        // then
        assertThat(run.catchUps).hasSizeBetween(10, 20);
        assertThat(run.delivered()).containsExactly("k1");
        // when it is mended
        run.catchUp = () -> {};
        run.pass(Duration.ofSeconds(6));
        int calls = run.catchUps.size();
        run.pass(Duration.ofMinutes(2));
        // then
        assertThat(run.delivered()).containsExactly("k1", "k3");
        assertThat(run.catchUps).hasSize(calls);
    }

    @Test
    void a_loss_that_was_not_caught_up_is_found_again_after_a_crash() {
        // given a child, whose parent is still there, and whose place was trimmed
        startThatProcessed("k1");
        streams.shard("child", "s");
        streams.put("child", "c1");
        streams.close("s");
        run.pass(SHORT);
        run.catchUp =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        streams.put("child", "c2", "c3");
        streams.trim("child", 2);
        run.pass(SHORT);
        assertThat(run.catchUps).isNotEmpty();
        run.steps.close();
        run.catchUps.clear();
        run.catchUp = () -> {};
        // when
        restart();
        // then
        assertThat(run.catchUps).hasSize(1);
        assertThat(run.delivered()).containsExactly("k1", "c1", "c3");
    }

    @Test
    void a_shard_that_lost_its_place_holds_up_no_other() {
        // given
        streams.shard("other", null);
        startThatProcessed("k1");
        streams.put("s", "k2", "k3");
        streams.trim("s", 2);
        run.catchUp =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        run.pass(SHORT);
        // when
        streams.put("other", "o1");
        run.pass(SHORT);
        // then
        assertThat(run.delivered()).containsExactly("k1", "o1");
    }

    @Test
    void a_place_that_is_lost_while_everything_is_caught_up_is_caught_up_once_more() {
        // given two shards, the second of which is trimmed during the catch up
        streams.shard("other", null);
        startThatProcessed("k1");
        streams.put("other", "o1");
        run.pass(SHORT);
        run.catchUp =
                () -> {
                    run.catchUp = () -> {};
                    streams.put("other", "o2", "o3");
                    streams.trim("other", 2);
                    run.pass(SHORT);
                };
        // when
        streams.put("s", "k2", "k3");
        streams.trim("s", 2);
        run.pass(SHORT);
        run.pass(SHORT);
        // then
        assertThat(run.catchUps).hasSize(2);
        assertThat(run.delivered()).containsExactly("k1", "o1", "k3", "o3");
    }

    @Test
    void a_loss_is_caught_up_once_whatever_is_done_meanwhile() {
        // given a place that is lost while a batch fails
        startThatProcessed("k1");
        run.function = batch -> MappingRun.failing(2);
        streams.put("s", "k2");
        run.pass(SHORT);
        streams.put("s", "k3", "k4");
        streams.trim("s", 3);
        // when the batch goes through during the catch up
        run.catchUp =
                () -> {
                    run.function = batch -> MappingRun.ALL_PROCESSED;
                    run.pass(Duration.ofSeconds(10));
                };
        run.pass(SHORT);
        run.pass(SHORT);
        // then
        assertThat(run.catchUps).hasSize(1);
        assertThat(run.delivered()).endsWith("k2", "k4");
    }

    // Ready

    @Test
    void a_mapping_is_ready_when_its_shards_are_open() {
        // given
        startThatProcessed("k1").close();
        streams.breakShard("s");
        // when
        EventSourceMapping mapping = run.start();
        run.pass(SHORT);
        // then
        assertThat(mapping.ready()).isNotDone();
        // when
        streams.mend("s");
        run.pass(Duration.ofSeconds(6));
        // then
        assertThat(mapping.ready()).isCompleted();
    }

    @Test
    void a_mapping_that_lost_its_place_is_not_ready_before_everything_is_caught_up() {
        // given
        streams.shard("s", null);
        run.catchUp =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        EventSourceMapping mapping = run.start();
        run.pass(Duration.ofMinutes(1));
        assertThat(mapping.ready()).isNotDone();
        // when
        run.catchUp = () -> {};
        run.pass(Duration.ofSeconds(6));
        // then
        assertThat(mapping.ready()).isCompleted();
    }

    @Test
    void a_mapping_is_ready_while_a_record_fails_and_children_wait() {
        // given
        streams.shard("s", null);
        streams.shard("child", "s");
        streams.put("s", "k1");
        streams.close("s");
        run.function = batch -> MappingRun.failing(1);
        // when
        EventSourceMapping mapping = run.start();
        run.pass(SHORT);
        // then
        assertThat(mapping.ready()).isCompleted();
    }

    @Test
    void a_mapping_waits_for_its_stream_to_be_ready() {
        // given
        streams.noTable();
        EventSourceMapping mapping = run.start();
        run.pass(Duration.ofMinutes(1));
        assertThat(mapping.ready()).isNotDone();
        // when
        streams.newTable();
        run.pass(SHORT);
        // then
        assertThat(mapping.ready()).isCompleted();
    }

    @Test
    void a_mapping_that_is_closed_before_it_is_ready_says_so() {
        // given
        EventSourceMapping mapping = run.start();
        // when
        CompletableFuture<Void> ready = mapping.ready();
        mapping.close();
        // then
        assertThat(ready).isCompletedExceptionally();
    }

    @Test
    void a_mapping_on_its_own_threads_becomes_ready() throws Exception {
        // given
        streams.shard("s", null);
        try (EventSourceMapping mapping = run.threaded()) {
            // when
            mapping.start();
            mapping.ready().get();
            // then
            assertThat(run.catchUps).hasSize(1);
        }
    }

    /** A mapping of shard s that has processed a record, after what its first start caught up. */
    private EventSourceMapping startThatProcessed(String change) {
        streams.shard("s", null);
        streams.put("s", change);
        EventSourceMapping mapping = run.start();
        run.pass(SHORT);
        assertThat(run.delivered()).containsExactly(change);
        run.catchUps.clear();
        return mapping;
    }

    private void restart() {
        run.start();
        run.pass(SHORT);
    }
}
