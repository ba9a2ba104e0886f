package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagNotesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

    @Test
    void while_no_heartbeat_has_arrived_and_none_is_overdue_nothing_is_known() {
        assertThat(LagNotes.NONE.estimateAt(NOON)).isEmpty();
        assertThat(notes(sent(3, NOON, NOON), Map.of()).estimateAt(NOON.plusMillis(1_000)))
                .as("it was just sent")
                .isEmpty();
    }

    @Test
    void the_first_heartbeat_is_overdue_after_a_second() {
        assertThat(notes(sent(3, NOON, NOON), Map.of()).estimateAt(NOON.plusMillis(1_001)))
                .contains(Duration.ofMillis(1_001));
    }

    @Test
    void where_all_heartbeats_have_arrived_the_lag_is_zero_however_long_ago_that_was() {
        LagNotes notes = notes(sent(3, NOON, NOON), Map.of(3, NOON));

        assertThat(notes.estimateAt(NOON.plusMillis(1))).contains(Duration.ZERO);
        assertThat(notes.estimateAt(NOON.plus(Duration.ofDays(3))))
                .as("nothing was sent since: the operations function stood still, or the laptop")
                .contains(Duration.ZERO);
    }

    @Test
    void a_heartbeat_on_its_normal_way_is_not_overdue() {
        LagNotes notes = notes(sent(3, NOON, NOON), Map.of(3, NOON.minusSeconds(60)));

        assertThat(notes.estimateAt(NOON.plusMillis(1_000))).contains(Duration.ZERO);
        assertThat(notes.estimateAt(NOON.plusMillis(1_001))).contains(Duration.ofMillis(1_001));
    }

    @Test
    void the_lag_is_the_age_of_the_oldest_heartbeat_that_is_pending() {
        LagNotes notes = notes(sent(3, NOON, NOON.plusSeconds(300)), Map.of());

        assertThat(notes.estimateAt(NOON.plusSeconds(301))).contains(Duration.ofSeconds(301));
    }

    @Test
    void one_late_shard_shows_among_fifteen_that_are_not() {
        Map<Integer, SentHeartbeat> sent = new HashMap<>(sent(9, NOON, NOON.plusSeconds(60)));
        Map<Integer, Instant> arrived = new HashMap<>();
        IntStream.range(0, Heartbeat.STREAMS)
                .filter(number -> number != 9)
                .forEach(number -> {
                    sent.putAll(sent(number, NOON.plusSeconds(60), NOON.plusSeconds(60)));
                    arrived.put(number, NOON.plusSeconds(60));
                });

        assertThat(notes(sent, arrived).estimateAt(NOON.plusSeconds(70)))
                .contains(Duration.ofSeconds(70));
    }

    @Test
    void where_some_pending_ones_have_arrived_the_next_was_sent_a_minute_after_the_last_of_them() {
        Map<Integer, SentHeartbeat> sent = sent(3, NOON, NOON.plusSeconds(600));

        assertThat(notes(sent, Map.of(3, NOON.plusSeconds(240))).estimateAt(NOON.plusSeconds(610)))
                .contains(Duration.ofSeconds(310));
        assertThat(notes(sent, Map.of(3, NOON.plusSeconds(570))).estimateAt(NOON.plusSeconds(610)))
                .as("the newest is the oldest that can be pending")
                .contains(Duration.ofSeconds(10));
        assertThat(notes(sent, Map.of(3, NOON.plusSeconds(600))).estimateAt(NOON.plusSeconds(610)))
                .contains(Duration.ZERO);
    }

    @Test
    void a_newer_heartbeat_that_has_arrived_stands_for_one_that_never_does() {
        LagNotes notes = notes(sent(3, NOON, NOON), Map.of(3, NOON.plusSeconds(60)));

        assertThat(notes.estimateAt(NOON.plusSeconds(600))).contains(Duration.ZERO);
    }

    @Test
    void a_clock_that_is_behind_shows_no_negative_lag() {
        assertThat(notes(sent(3, NOON, NOON), Map.of(4, NOON)).estimateAt(NOON.minusSeconds(5)))
                .contains(Duration.ZERO);
    }

    @Test
    void times_of_a_clock_that_was_far_ahead_count_for_nothing() {
        Instant ahead = NOON.plus(Duration.ofDays(400));

        assertThat(notes(sent(3, ahead, ahead), Map.of(4, NOON)).estimateAt(NOON))
                .as("sent")
                .contains(Duration.ZERO);
        assertThat(notes(sent(3, NOON, NOON), Map.of(3, ahead)).estimateAt(NOON.plusSeconds(9)))
                .as("arrived")
                .contains(Duration.ofSeconds(9));
        assertThat(late(new BatchLag(Duration.ofSeconds(9), ahead)).estimateAt(NOON))
                .as("late")
                .isEmpty();
    }

    @Test
    void a_batch_counts_for_a_minute_by_its_greatest_lag() {
        LagNotes notes =
                late(
                        new BatchLag(Duration.ofSeconds(9), NOON),
                        new BatchLag(Duration.ofSeconds(40), NOON.minusSeconds(20)),
                        new BatchLag(Duration.ofSeconds(99), NOON.minusSeconds(70)));

        assertThat(notes.estimateAt(NOON)).contains(Duration.ofSeconds(40));
        assertThat(notes.estimateAt(NOON.plusSeconds(40))).contains(Duration.ofSeconds(9));
        assertThat(notes.estimateAt(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void the_greater_of_both_is_the_estimate() {
        LagNotes notes =
                new LagNotes(
                        sent(3, NOON, NOON),
                        Map.of(),
                        List.of(new BatchLag(Duration.ofSeconds(30), NOON)));

        assertThat(notes.estimateAt(NOON.plusSeconds(20))).contains(Duration.ofSeconds(30));
        assertThat(notes.estimateAt(NOON.plusSeconds(40))).contains(Duration.ofSeconds(40));
    }

    private static Map<Integer, SentHeartbeat> sent(
            int number, Instant pendingSince, Instant sentAt) {
        return Map.of(number, new SentHeartbeat(pendingSince, sentAt, 1));
    }

    private static LagNotes notes(Map<Integer, SentHeartbeat> sent, Map<Integer, Instant> arrived) {
        return new LagNotes(sent, arrived, List.of());
    }

    private static LagNotes late(BatchLag... batches) {
        return new LagNotes(Map.of(), Map.of(), List.of(batches));
    }
}
