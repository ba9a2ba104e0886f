package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedStreamsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");
    private final UnreadableException cause = new UnreadableException("unknown event type");

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final ReadModelFixture views = new ReadModelFixture(1, events, notices);
    private final ReadModel model = views.serving();

    @Test
    void a_stream_is_tried_after_pauses_from_a_minute_to_an_hour() {
        commits("t", 1);
        views.refuse("t");
        park("t", 1, NOON);
        Instant last = NOON;

        for (int minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60, 60)) {
            Instant due = last.plus(Duration.ofMinutes(minutes));
            int tries = only().tries();

            retry(due.minusMillis(1));
            assertThat(only().tries()).as("before %d minutes", minutes).isEqualTo(tries);

            retry(due);
            assertThat(only().tries()).as("after %d minutes", minutes).isEqualTo(tries + 1);
            last = due;
        }
        assertThat(only().since()).isEqualTo(NOON);
    }

    @Test
    void a_stream_that_is_tried_often_still_waits_an_hour() {
        commits("t", 1);
        views.refuse("t");
        for (int i = 0; i < 200; i++) {
            park("t", 1, NOON);
        }

        retry(NOON.plus(Duration.ofMinutes(59)));

        assertThat(only().tries()).isEqualTo(200);
    }

    @Test
    void a_stream_that_is_mended_is_brought_to_its_end_and_its_notice_taken_back() {
        commits("t", 3);
        park("t", 2, NOON);

        int parked = retry(NOON.plus(Duration.ofMinutes(1)));

        assertThat(parked).isZero();
        assertThat(views.version("t")).isEqualTo(3);
        assertThat(notices.all(1)).isEmpty();
    }

    @Test
    void a_stream_that_got_past_its_fault_does_not_wait_and_goes_to_its_end() {
        commits("t", 2);
        model.catchUp().run(Tank.stream("t"), 2, List.of());
        events.put(Tank.stream("t"), 3, new Moved(1));
        park("t", 2, NOON);

        int parked = retry(NOON);

        assertThat(parked).isZero();
        assertThat(views.version("t")).isEqualTo(3);
        assertThat(notices.all(1)).isEmpty();
    }

    @Test
    void a_stream_that_got_past_its_fault_and_met_another_one_stays_parked_there() {
        commits("t", 2);
        model.catchUp().run(Tank.stream("t"), 2, List.of());
        events.put(Tank.stream("t"), 3, new Moved(1));
        park("t", 2, NOON);
        views.refuse("t");

        int parked = retry(NOON);

        assertThat(parked).isEqualTo(1);
        assertThat(only().version()).isEqualTo(3);
        assertThat(only().cause()).contains("refuses");
    }

    @Test
    void who_waits_counts_as_parked_and_is_not_tried() {
        commits("t", 1);
        park("t", 1, NOON);

        assertThat(retry(NOON)).isEqualTo(1);
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void an_outage_of_one_does_not_keep_the_others_from_being_tried() {
        for (String tank : List.of("a", "b", "c")) {
            commits(tank, 1);
            park(tank, 1, NOON);
        }
        views.loseReach("a");
        Instant later = NOON.plus(Duration.ofMinutes(1));

        assertThatThrownBy(() -> retry(later)).isInstanceOf(OutageException.class);

        assertThat(views.version("b")).isEqualTo(1);
        assertThat(views.version("c")).isEqualTo(1);
        assertThat(only().stream()).isEqualTo(Tank.stream("a"));
        assertThat(only().tries()).isEqualTo(1);
    }

    @Test
    void a_notice_that_is_made_anew_while_its_stream_is_tried_stays() {
        commits("t", 1);
        park("t", 1, NOON);
        Instant later = NOON.plus(Duration.ofMinutes(1));
        views.beforeReplace(() -> park("t", 2, later));

        retry(later);

        assertThat(only().version()).isEqualTo(2);
        assertThat(only().tries()).isEqualTo(2);
    }

    @Test
    void a_stream_whose_last_commit_is_missing_stays_parked_until_it_is_there() {
        commits("t", 2);
        park("t", 3, NOON);

        int parked = retry(NOON.plus(Duration.ofMinutes(1)));

        assertThat(parked).isEqualTo(1);
        assertThat(views.version("t")).isEqualTo(2);
        assertThat(only().version()).isEqualTo(3);
        assertThat(only().tries()).isEqualTo(2);
        assertThat(only().cause()).contains("expected version 3, found 2");

        events.put(Tank.stream("t"), 3, new Moved(1));

        assertThat(retry(NOON.plus(Duration.ofMinutes(3)))).isZero();
        assertThat(views.version("t")).isEqualTo(3);
        assertThat(notices.all(1)).isEmpty();
    }

    @Test
    void a_category_without_a_projection_stays_parked() {
        StreamId pump = new StreamId("Pump", "p");
        model.parked().park(pump, 1, cause, NOON);

        assertThat(retry(NOON.plus(Duration.ofMinutes(1)))).isEqualTo(1);
        assertThat(only().cause()).contains("no projection for category Pump");
    }

    @Test
    void only_the_streams_of_the_own_generation_are_tried() {
        commits("t", 1);
        ParkedStreams.serving(notices, 2).park(Tank.stream("t"), 1, cause, NOON);

        assertThat(retry(NOON.plus(Duration.ofHours(1)))).isZero();
        assertThat(notices.all(2)).hasSize(1);
        assertThat(views.version("t")).isZero();
    }

    /** A reader may be at a retired generation still, and comes to the serving one next. */
    @Test
    void a_stream_waits_beside_until_it_is_not_parked_in_the_generation_that_serves() {
        commits("t", 1);
        ReadModelFixture retired = new ReadModelFixture(2, events, notices);
        ReadModel beside = retired.beside(1);
        park("t", 1, NOON);
        beside.parked().park(Tank.stream("t"), 1, cause, NOON);
        Notice notice = notices.all(2).toList().getFirst();
        Instant due = NOON.plus(Duration.ofHours(1));

        assertThat(beside.parked().retry(beside.catchUp(), due)).isEqualTo(1);
        assertThat(beside.parked().retryOne(notice, beside.catchUp(), due)).isFalse();
        assertThat(retired.version("t")).isZero();
        assertThat(notices.all(2)).containsExactly(notice);

        retry(due);

        assertThat(beside.parked().retry(beside.catchUp(), due)).isZero();
        assertThat(retired.version("t")).isEqualTo(1);
    }

    /** Before it serves it has to come as far as the one that does, whatever is parked there. */
    @Test
    void a_stream_does_not_wait_where_a_rebuild_brings_it_on() {
        commits("t", 1);
        ReadModelFixture filled = new ReadModelFixture(2, events, notices);
        ReadModel filling = filled.filling();
        park("t", 1, NOON);
        filling.parked().park(Tank.stream("t"), 1, cause, NOON);

        assertThat(filling.parked().retryAll(filling.catchUp(), NOON, () -> {})).isZero();
        assertThat(filled.version("t")).isEqualTo(1);
    }

    @Test
    void a_cause_is_cut_and_named_where_it_says_nothing() {
        model.parked().park(Tank.stream("long"), 1, new UnreadableException("x".repeat(600)), NOON);
        model.parked().park(Tank.stream("silent"), 1, new IllegalStateException(), NOON);

        assertThat(notices.all(1))
                .extracting(Notice::cause)
                .containsExactly("x".repeat(500) + "…", "IllegalStateException");
    }

    private int retry(Instant now) {
        return model.parked().retry(model.catchUp(), now);
    }

    private void park(String tank, long version, Instant now) {
        model.parked().park(Tank.stream(tank), version, cause, now);
    }

    private void commits(String tank, int commits) {
        events.put(Tank.stream(tank), 1, new Installed(10));
        for (int version = 2; version <= commits; version++) {
            events.put(Tank.stream(tank), version, new Moved(1));
        }
    }

    private Notice only() {
        assertThat(notices.all(1)).hasSize(1);
        return notices.all(1).toList().getFirst();
    }
}
