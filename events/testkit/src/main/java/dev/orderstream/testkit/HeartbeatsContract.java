package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of the last heartbeat does: the tests of each adapter extend it. */
public abstract class HeartbeatsContract {

    private static final Heartbeat FIRST = heartbeat("12:00:00.001", "12:00:01.500");
    private static final Heartbeat SECOND = heartbeat("12:01:00.002", "12:01:02.500");

    /** The store under test, the same at each call, and empty before each test. */
    protected abstract Heartbeats heartbeats();

    private static Heartbeat heartbeat(String sentAt, String arrivedAt) {
        return new Heartbeat(
                Instant.parse("2026-03-01T" + sentAt + "Z"),
                Instant.parse("2026-03-01T" + arrivedAt + "Z"));
    }

    @Test
    void at_first_there_is_none() {
        assertThat(heartbeats().last()).isEmpty();
    }

    @Test
    void one_that_has_arrived_is_the_last() {
        heartbeats().arrived(FIRST);

        assertLast(FIRST);
    }

    @Test
    void one_that_was_sent_later_takes_its_place() {
        heartbeats().arrived(FIRST);
        heartbeats().arrived(SECOND);

        assertLast(SECOND);
    }

    @Test
    void one_that_arrives_after_one_that_was_sent_later_changes_nothing() {
        heartbeats().arrived(SECOND);
        heartbeats().arrived(new Heartbeat(FIRST.sentAt(), SECOND.arrivedAt().plusSeconds(60)));

        assertLast(SECOND);
    }

    @Test
    void one_that_comes_again_has_arrived_when_it_first_came() {
        heartbeats().arrived(FIRST);
        heartbeats().arrived(new Heartbeat(FIRST.sentAt(), FIRST.arrivedAt().plusSeconds(600)));

        assertLast(FIRST);
    }

    @Test
    void of_many_that_arrive_at_once_the_one_that_was_sent_last_stays() {
        List<Heartbeat> sent =
                List.of(
                        FIRST,
                        SECOND,
                        heartbeat("12:02:00", "12:05:00"),
                        heartbeat("12:03:00", "12:05:00"),
                        heartbeat("12:04:00", "12:05:00"));

        Together.run(
                sent.size(),
                i ->
                        () -> {
                            heartbeats().arrived(sent.get(i));
                            return i;
                        });

        assertLast(sent.getLast());
    }

    private void assertLast(Heartbeat expected) {
        Eventually.check(() -> assertThat(heartbeats().last()).contains(expected));
    }
}
