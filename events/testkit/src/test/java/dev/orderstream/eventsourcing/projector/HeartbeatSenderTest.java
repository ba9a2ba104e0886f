package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.ScriptedEventStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartbeatSenderTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");
    private static final Instant MINUTE_LATER = NOON.plusSeconds(60);
    private static final StreamId FIRST = new StreamId("Heartbeat", "2026-03-01-0");

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats();
    private final HeartbeatSender sender =
            new HeartbeatSender(events, heartbeats, HeartbeatSenderTest::eachInTurn);

    /** As they do where they run at once: all, and then the first failure is thrown. */
    private static void eachInTurn(List<Runnable> tasks) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        failures.stream()
                .findFirst()
                .ifPresent(first -> {
                    throw first;
                });
    }

    @Test
    void each_of_16_streams_gets_a_heartbeat_by_one_append() {
        send(NOON);

        for (int number = 0; number < 16; number++) {
            assertThat(events.all(new StreamId("Heartbeat", "2026-03-01-" + number)))
                    .extracting(Commit::version, Commit::recordedAt)
                    .containsExactly(tuple(1L, NOON));
        }
        assertThat(events.calls()).hasSize(16).containsOnly("append 1");
    }

    @Test
    void the_next_one_needs_no_read_of_its_stream() {
        send(NOON);
        events.calls();

        send(MINUTE_LATER);

        assertThat(events.calls()).hasSize(16).containsOnly("append 2");
        List<Commit> sent = events.all(FIRST);
        assertThat(sent).extracting(Commit::version).containsExactly(1L, 2L);
        assertThat(sent).extracting(Commit::recordedAt).containsExactly(NOON, MINUTE_LATER);
        assertThat(new HashSet<>(sent.stream().map(c -> c.origin().commandId()).toList()))
                .hasSize(2);
    }

    @Test
    void a_new_day_in_utc_is_new_streams() {
        send(Instant.parse("2026-03-01T23:59:59.999Z"));
        send(Instant.parse("2026-03-02T00:00:00.000Z"));

        assertThat(events.all(FIRST)).hasSize(1);
        assertThat(events.all(new StreamId("Heartbeat", "2026-03-02-0"))).hasSize(1);
        assertThat(events.calls()).hasSize(32).containsOnly("append 1");
    }

    @Test
    void a_clock_that_went_back_does_not_take_the_stream_back() {
        send(NOON);
        send(NOON.minusSeconds(5));

        assertThat(events.all(FIRST)).extracting(Commit::recordedAt).containsExactly(NOON, NOON);
    }

    @Test
    void what_was_sent_is_noted_and_pending_since_then() {
        send(NOON);

        assertThat(notes().sent()).hasSize(16).containsEntry(0, new SentHeartbeat(NOON, NOON, 1));
    }

    @Test
    void where_the_one_before_has_arrived_only_the_new_one_is_pending() {
        send(NOON);
        heartbeats.arrived(Map.of(0, NOON), NOON);

        send(MINUTE_LATER);

        assertThat(notes().sent())
                .containsEntry(0, new SentHeartbeat(MINUTE_LATER, MINUTE_LATER, 2))
                .containsEntry(1, new SentHeartbeat(NOON, MINUTE_LATER, 2));
    }

    @Test
    void where_some_of_the_pending_ones_have_arrived_the_others_stay_pending() {
        IntStream.range(0, 5).forEach(minute -> send(NOON.plusSeconds(60L * minute)));
        heartbeats.arrived(Map.of(0, MINUTE_LATER), NOON.plusSeconds(250));

        send(NOON.plusSeconds(300));

        assertThat(notes().sent())
                .containsEntry(
                        0, new SentHeartbeat(NOON.plusSeconds(120), NOON.plusSeconds(300), 6));
    }

    @Test
    void where_some_can_not_be_sent_the_others_are_sent_and_noted() {
        send(NOON);
        events.throttleAppend();

        assertThatThrownBy(() -> send(MINUTE_LATER)).isInstanceOf(OutageException.class);

        assertThat(events.all(FIRST)).hasSize(1);
        assertThat(notes().sent())
                .containsEntry(0, new SentHeartbeat(NOON, NOON, 1))
                .containsEntry(1, new SentHeartbeat(NOON, MINUTE_LATER, 2));
    }

    @Test
    void one_that_another_sender_adds_at_the_same_time_will_do() {
        LagNotes asBothRead = notes();
        Instant other = NOON.minusMillis(500);
        sender.send(asBothRead, other);
        events.calls();

        sender.send(asBothRead, NOON);

        assertThat(events.all(FIRST)).hasSize(1);
        assertThat(events.calls()).hasSize(16).containsOnly("append 1");
        assertThat(notes().sent()).containsEntry(0, new SentHeartbeat(other, other, 1));
    }

    @Test
    void one_of_a_sender_that_ended_before_it_noted_is_found_and_followed() {
        send(NOON);
        sender.send(notes(), MINUTE_LATER);
        heartbeats.arrived(Map.of(0, NOON, 1, NOON, 2, MINUTE_LATER), MINUTE_LATER);
        LagNotes noted = notes();
        LagNotes withoutTheLast =
                new LagNotes(
                        Map.of(
                                0, new SentHeartbeat(NOON, NOON, 1),
                                1, new SentHeartbeat(NOON, NOON, 1),
                                2, new SentHeartbeat(NOON, NOON, 1)),
                        noted.arrived(),
                        noted.lateBatches());
        events.calls();

        sender.send(withoutTheLast, NOON.plusSeconds(120));

        assertThat(events.all(FIRST)).extracting(Commit::version).containsExactly(1L, 2L, 3L);
        assertThat(events.calls().subList(0, 3)).containsExactly("append 2", "load", "append 3");
        assertThat(notes().sent())
                .as("the one that was not noted is pending")
                .containsEntry(0, new SentHeartbeat(MINUTE_LATER, NOON.plusSeconds(120), 3))
                .as("or has arrived")
                .containsEntry(
                        2, new SentHeartbeat(NOON.plusSeconds(120), NOON.plusSeconds(120), 3));
    }

    @Test
    void where_all_notes_are_lost_the_next_one_follows_the_newest_of_the_stream() {
        IntStream.range(0, 9).forEach(minute -> send(NOON.plusSeconds(60L * minute)));
        events.calls();

        sender.send(LagNotes.NONE, NOON.plus(Duration.ofMinutes(9)));

        assertThat(events.calls().subList(0, 3)).containsExactly("append 1", "load", "append 10");
        assertThat(events.all(FIRST)).hasSize(10);
    }

    private void send(Instant now) {
        sender.send(notes(), now);
    }

    private LagNotes notes() {
        return heartbeats.read();
    }
}
