package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.ScriptedEventStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatSenderTest {

    private static final StreamId FIRST_OF_MARCH = new StreamId("Heartbeat", "2026-03-01");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final HeartbeatSender sender = new HeartbeatSender(events);

    @Test
    void each_heartbeat_is_the_next_commit_of_its_day() {
        sender.send(NOON);
        sender.send(NOON.plusSeconds(60));

        List<Commit> sent = events.all(FIRST_OF_MARCH);
        assertThat(sent).extracting(Commit::version).containsExactly(1L, 2L);
        assertThat(sent).extracting(Commit::recordedAt).containsExactly(NOON, NOON.plusSeconds(60));
        assertThat(sent.get(0).origin().commandId()).isNotEqualTo(sent.get(1).origin().commandId());
    }

    @Test
    void a_new_day_in_utc_is_a_new_stream() {
        sender.send(Instant.parse("2026-03-01T23:59:59.999Z"));
        sender.send(Instant.parse("2026-03-02T00:00:00.000Z"));

        assertThat(events.all(FIRST_OF_MARCH)).hasSize(1);
        assertThat(events.all(new StreamId("Heartbeat", "2026-03-02"))).hasSize(1);
    }

    @Test
    void a_clock_that_went_back_does_not_take_the_stream_back() {
        sender.send(NOON);
        sender.send(NOON.minusSeconds(5));

        assertThat(events.all(FIRST_OF_MARCH))
                .extracting(Commit::recordedAt)
                .containsExactly(NOON, NOON);
    }

    @Test
    void where_somebody_else_sends_one_at_the_same_time_that_one_will_do() {
        events.beforeAppend(late -> events.put(Commits.of(late.stream(), late.version())));

        sender.send(NOON);

        assertThat(events.all(FIRST_OF_MARCH)).hasSize(1);
        assertThat(events.calls()).containsExactly("load", "append 1");
    }
}
