package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of heartbeats and lags does: the tests of each adapter extend it. */
public abstract class HeartbeatsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");
    private static final Instant MINUTE_LATER = NOON.plusSeconds(60);
    private static final Instant HOUR_LATER = NOON.plusSeconds(3_600);

    /** The store under test, the same at each call, and empty before each test. */
    protected abstract Heartbeats heartbeats();

    @Test
    void at_first_nothing_is_known() {
        assertThat(heartbeats().read()).isEqualTo(LagNotes.NONE);
    }

    @Test
    void what_was_sent_to_each_stream_is_noted() {
        Map<Integer, SentHeartbeat> some =
                Map.of(
                        0, new SentHeartbeat(NOON, MINUTE_LATER, 721),
                        15, new SentHeartbeat(MINUTE_LATER, MINUTE_LATER, 1));

        heartbeats().sent(some, NOON);

        check(notes -> assertThat(notes.sent()).isEqualTo(some));
    }

    @Test
    void what_was_sent_later_takes_the_place_of_what_was_sent_before() {
        heartbeats().sent(all(NOON), NOON);
        heartbeats().sent(all(MINUTE_LATER), MINUTE_LATER);

        check(notes -> assertThat(notes.sent()).isEqualTo(all(MINUTE_LATER)));
    }

    @Test
    void a_sender_that_notes_late_leaves_the_note_of_a_later_one() {
        heartbeats().sent(all(MINUTE_LATER), MINUTE_LATER);
        heartbeats().sent(all(NOON), NOON);

        check(notes -> assertThat(notes.sent()).isEqualTo(all(MINUTE_LATER)));
    }

    @Test
    void a_note_from_a_clock_that_was_far_ahead_is_replaced() {
        heartbeats().sent(all(HOUR_LATER), HOUR_LATER);
        heartbeats().sent(all(NOON), NOON);
        heartbeats().arrived(Map.of(3, HOUR_LATER), HOUR_LATER);
        heartbeats().arrived(Map.of(3, NOON), NOON);

        check(notes -> {
            assertThat(notes.sent()).isEqualTo(all(NOON));
            assertThat(notes.arrived()).isEqualTo(Map.of(3, NOON));
        });
    }

    @Test
    void heartbeats_of_each_stream_arrive_by_themselves() {
        assertThat(heartbeats().arrived(Map.of(0, NOON, 7, MINUTE_LATER), MINUTE_LATER))
                .isEqualTo(Map.of(0, NOON, 7, MINUTE_LATER));
        assertThat(heartbeats().arrived(Map.of(15, NOON), MINUTE_LATER))
                .isEqualTo(Map.of(15, NOON));

        check(notes ->
                assertThat(notes.arrived()).isEqualTo(Map.of(0, NOON, 7, MINUTE_LATER, 15, NOON)));
    }

    @Test
    void a_heartbeat_that_comes_again_or_after_a_later_one_is_no_news() {
        heartbeats().arrived(Map.of(0, NOON, 1, MINUTE_LATER), MINUTE_LATER);

        assertThat(heartbeats().arrived(Map.of(0, NOON), HOUR_LATER)).isEmpty();
        assertThat(heartbeats().arrived(Map.of(1, NOON), HOUR_LATER)).isEmpty();

        check(notes -> assertThat(notes.arrived()).isEqualTo(Map.of(0, NOON, 1, MINUTE_LATER)));
    }

    @Test
    void of_heartbeats_that_arrive_together_those_that_are_news_are_noted() {
        heartbeats().arrived(Map.of(0, NOON, 1, MINUTE_LATER, 2, HOUR_LATER), HOUR_LATER);

        assertThat(
                        heartbeats()
                                .arrived(
                                        Map.of(
                                                0, MINUTE_LATER,
                                                1, MINUTE_LATER,
                                                2, MINUTE_LATER,
                                                3, MINUTE_LATER),
                                        HOUR_LATER))
                .isEqualTo(Map.of(0, MINUTE_LATER, 3, MINUTE_LATER));

        check(notes ->
                assertThat(notes.arrived())
                        .isEqualTo(
                                Map.of(
                                        0, MINUTE_LATER,
                                        1, MINUTE_LATER,
                                        2, HOUR_LATER,
                                        3, MINUTE_LATER)));
    }

    @Test
    void of_many_that_arrive_at_once_the_newest_of_each_stream_stays() {
        int projectors = 8;
        Together.run(
                projectors,
                i ->
                        () -> {
                            // Two streams each, so that each stream meets two projectors.
                            heartbeats()
                                    .arrived(
                                            Map.of(
                                                    i,
                                                    NOON.plusSeconds(i),
                                                    (i + 1) % projectors,
                                                    NOON.plusSeconds(i)),
                                            HOUR_LATER);
                            return i;
                        });

        Map<Integer, Instant> newest = new HashMap<>();
        newest.put(0, NOON.plusSeconds(projectors - 1));
        IntStream.range(1, projectors).forEach(i -> newest.put(i, NOON.plusSeconds(i)));
        check(notes -> assertThat(notes.arrived()).isEqualTo(newest));
    }

    @Test
    void the_lag_of_a_batch_counts_for_a_minute() {
        late(30, NOON);

        assertLag(30, NOON);
        assertLag(30, NOON.plusSeconds(59));
        assertLag(0, NOON.plusSeconds(60));
    }

    @Test
    void a_smaller_lag_leaves_a_greater_one_and_counts_when_that_is_over() {
        late(30, NOON);
        late(20, NOON.plusSeconds(30));
        late(10, NOON.plusSeconds(31));

        assertLag(30, NOON.plusSeconds(59));
        assertLag(20, NOON.plusSeconds(60));
        assertLag(0, NOON.plusSeconds(91));
    }

    @Test
    void a_lag_from_a_clock_that_was_far_ahead_counts_for_nothing_and_is_replaced() {
        IntStream.range(0, 12).forEach(i -> late(90, HOUR_LATER.plusSeconds(5L * i)));
        assertLag(0, NOON);

        late(5, NOON);

        assertLag(5, NOON.plusSeconds(1));
    }

    @Test
    void the_estimate_has_the_greatest_lag_of_the_last_minute() {
        // At random, but the same in each run: an adapter may be far away.
        RandomGenerator random = new SplittableRandom(1);
        heartbeats().arrived(Map.of(0, NOON), NOON);
        List<BatchLag> all = new ArrayList<>();
        Instant now = NOON;
        for (int step = 0; step < 60; step++) {
            now = now.plusMillis(1 + random.nextInt(15_000));
            BatchLag batch = new BatchLag(Duration.ofMillis(random.nextInt(1_001, 90_000)), now);
            heartbeats().late(batch);
            all.add(batch);
            Duration atLeast = greatest(all, now.minusSeconds(50));
            Duration atMost = greatest(all, now.minusSeconds(60));
            Instant at = now;
            check(notes ->
                    assertThat(notes.estimateAt(at))
                            .hasValueSatisfying(lag -> assertThat(lag).isBetween(atLeast, atMost)));
        }
    }

    @Test
    void of_batches_that_are_late_at_once_the_greatest_lag_stays() {
        Together.run(
                8,
                i ->
                        () -> {
                            late(2 + i, NOON.plusSeconds(i / 4));
                            return i;
                        });

        assertLag(9, NOON.plusSeconds(2));
    }

    private static Duration greatest(List<BatchLag> all, Instant after) {
        return all.stream()
                .filter(batch -> batch.notedAt().isAfter(after))
                .map(BatchLag::lag)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Map<Integer, SentHeartbeat> all(Instant time) {
        Map<Integer, SentHeartbeat> all = new HashMap<>();
        IntStream.range(0, Heartbeat.STREAMS)
                .forEach(number -> all.put(number, new SentHeartbeat(time, time, number + 1)));
        return all;
    }

    private void late(int seconds, Instant notedAt) {
        heartbeats().late(new BatchLag(Duration.ofSeconds(seconds), notedAt));
    }

    /** Zero where nothing counts any more: heartbeats or not. */
    private void assertLag(int seconds, Instant now) {
        check(notes ->
                assertThat(notes.estimateAt(now).orElse(Duration.ZERO))
                        .isEqualTo(Duration.ofSeconds(seconds)));
    }

    private void check(Consumer<LagNotes> assertion) {
        Eventually.check(() -> assertion.accept(heartbeats().read()));
    }
}
