package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Projected.Fate;
import dev.orderstream.eventsourcing.projector.Projected.Fault;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProjectorTest {

    /** A minute after version 1 of {@link Commits}. */
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:01.000Z");

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats();
    private final ReadModelFixture first = new ReadModelFixture(1, events, notices);
    private final ReadModelFixture second = new ReadModelFixture(2, events, notices);
    private final List<Doorbell> batch = new ArrayList<>();
    private int batches;

    @Test
    void a_stuck_stream_is_parked_and_all_others_go_on() {
        ring("a");
        ring("stuck");
        ring("b");
        first.refuse("stuck");

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(projected.faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.stream()).isEqualTo(Tank.stream("stuck"));
                    assertThat(fault.generation()).isEqualTo(1);
                    assertThat(fault.fate()).isEqualTo(Fate.PARKED);
                });
        assertThat(parked(1)).containsExactly("stuck");
        assertThat(notices.all(1).toList().getFirst().version()).isEqualTo(1);
        assertThat(first.version("a")).isEqualTo(1);
        assertThat(first.version("b")).isEqualTo(1);
    }

    @Test
    void what_comes_before_the_commit_at_fault_is_shown_and_the_notice_names_that_commit() {
        ring("t");
        Commit unreadable = Commits.of(Tank.stream("t"), 2);
        events.put(unreadable);
        ring(unreadable);

        project(first.serving());

        assertThat(first.version("t")).isEqualTo(1);
        assertThat(notices.all(1)).extracting(Notice::version).containsExactly(2L);
    }

    @Test
    void ten_streams_may_be_stuck_at_once() {
        List<String> tanks = ringMany(10);
        tanks.forEach(first::refuse);

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(parked(1)).containsExactlyInAnyOrderElementsOf(tanks);
        assertThat(projected.figures().parked()).isEqualTo(10);
    }

    @Test
    void where_more_are_stuck_at_once_none_is_parked_and_all_of_them_come_again() {
        ring("before");
        List<String> tanks = ringMany(11);
        ring("after");
        tanks.forEach(first::refuse);

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed()).contains(batch.get(1));
        assertThat(projected.failed()).containsExactlyElementsOf(batch.subList(1, 12));
        assertThat(projected.figures().parked()).isZero();
        assertThat(notices.all(1)).isEmpty();
        assertThat(first.version("before")).isEqualTo(1);
        assertThat(first.version("after")).isEqualTo(1);
    }

    @Test
    void a_passing_fault_comes_again_and_nothing_is_parked() {
        ring("a");
        ring("t");
        ring("b");
        first.loseReach("t");

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed()).contains(batch.get(1));
        assertThat(projected.faults()).extracting(Fault::fate).containsExactly(Fate.COMES_AGAIN);
        assertThat(notices.all(1)).isEmpty();
        assertThat(first.version("b")).isEqualTo(1);
    }

    @Test
    void what_comes_again_begins_at_the_lowest_place_whatever_the_order() {
        ringMany(5);
        first.loseReach("tank-1");
        first.loseReach("tank-3");
        Collections.reverse(batch);

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed().map(Doorbell::place)).contains(BigInteger.ONE);
    }

    @Test
    void a_generation_beside_parks_any_fault_and_holds_nobody_up() {
        ring("stuck");
        ring("slow");
        ring("slow");
        second.refuse("stuck");
        second.loseReach("slow");

        Projected projected = project(first.serving(), second.beside(1));

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(parked(1)).isEmpty();
        assertThat(parked(2)).containsExactly("slow", "stuck");
        assertThat(projected.faults())
                .extracting(fault -> fault.stream().id(), Fault::fate)
                .containsExactlyInAnyOrder(
                        tuple("slow", Fate.LEFT_BEHIND), tuple("stuck", Fate.PARKED));
        assertThat(projected.figures().parked()).isEqualTo(1);
        assertThat(notices.all(2)).extracting(Notice::version).containsExactly(2L, 1L);
        assertThat(first.version("stuck")).isEqualTo(1);
        assertThat(first.version("slow")).isEqualTo(2);
    }

    @Test
    void a_generation_beside_parks_however_many() {
        List<String> tanks = ringMany(15);
        tanks.forEach(second::refuse);

        Projected projected = project(first.serving(), second.beside(1));

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(parked(2)).hasSize(15);
    }

    @Test
    void faults_beside_do_not_count_towards_those_that_may_be_parked_at_once() {
        List<String> tanks = ringMany(8);
        tanks.forEach(first::refuse);
        tanks.forEach(second::refuse);

        Projected projected = project(first.serving(), second.beside(1));

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(parked(1)).hasSize(8);
        assertThat(parked(2)).hasSize(8);
    }

    @Test
    void who_can_not_be_parked_comes_again() {
        ring("stuck");
        ring("beside");
        ring("a");
        Notices broken = new BrokenNotices();
        ReadModelFixture serving = new ReadModelFixture(1, events, broken);
        ReadModelFixture filled = new ReadModelFixture(2, events, broken);
        serving.refuse("stuck");
        filled.loseReach("beside");

        Projected projected = project(serving.serving(), filled.beside(1));

        assertThat(projected.failed()).containsExactly(batch.get(0), batch.get(1));
        assertThat(projected.faults()).extracting(Fault::fate).containsOnly(Fate.COMES_AGAIN);
        assertThat(projected.faults().getFirst().cause().getSuppressed()).hasSize(1);
    }

    @Test
    void the_generations_are_read_anew_for_each_batch_and_once() {
        List<Integer> read = new ArrayList<>();
        Projector projector =
                projector(() -> {
                    read.add(batches);
                    return List.of(batches == 0 ? first.serving() : second.serving());
                });

        ringMany(3);
        projector.project(batch);
        batches++;
        projector.project(batch);

        assertThat(read).containsExactly(0, 1);
        assertThat(first.version("tank-0")).isEqualTo(1);
        assertThat(second.version("tank-0")).isEqualTo(1);
    }

    @Test
    void where_the_generations_can_not_be_read_the_whole_batch_comes_again() {
        ring("a");
        Projector projector =
                projector(() -> {
                    throw new OutageException(false, new IllegalStateException("no route"));
                });

        assertThatThrownBy(() -> projector.project(batch)).isInstanceOf(OutageException.class);
    }

    @Test
    void the_newest_heartbeat_of_each_stream_in_a_batch_has_arrived() {
        beat(3, "00:00:10");
        beat(7, "00:00:20");
        ring("a");
        beat(3, "00:00:50");
        beat(3, "00:00:30");

        Projected projected = project(first.serving());

        assertThat(heartbeats.read().arrived())
                .isEqualTo(Map.of(3, time("00:00:50"), 7, time("00:00:20")));
        assertThat(projected.figures().heartbeatLag()).contains(Duration.ofSeconds(41));
        assertThat(projected.faults()).isEmpty();
    }

    @Test
    void a_heartbeat_behind_what_comes_again_has_not_arrived() {
        beat(3, "00:00:10");
        ring("t");
        beat(3, "00:00:50");
        beat(4, "00:00:50");
        first.loseReach("t");

        project(first.serving());

        assertThat(heartbeats.read().arrived()).isEqualTo(Map.of(3, time("00:00:10")));
    }

    @Test
    void a_heartbeat_that_comes_again_tells_no_lag_and_is_no_late_batch() {
        beat(3, "00:00:10");
        project(first.serving());
        long noted = heartbeats.read().lateBatches().size();
        batch.add(batch.getFirst());

        assertThat(project(first.serving()).figures().heartbeatLag()).isEmpty();
        assertThat(heartbeats.read().lateBatches()).hasSize(Math.toIntExact(noted));
    }

    @Test
    void a_heartbeat_of_a_stream_that_no_current_code_writes_is_passed_over() {
        ring(Commits.of(new StreamId("Heartbeat", "2026-01-01"), 1));
        ring(Commits.of(new StreamId("Heartbeat", "2026-01-01-99"), 1));

        Projected projected = project(first.serving());

        assertThat(projected.faults()).isEmpty();
        assertThat(projected.figures().heartbeatLag()).isEmpty();
        assertThat(heartbeats.read()).isEqualTo(LagNotes.NONE);
    }

    @Test
    void a_heartbeat_from_a_clock_that_is_far_ahead_has_not_arrived() {
        beat(3, "09:00:00");

        project(first.serving());

        assertThat(heartbeats.read()).isEqualTo(LagNotes.NONE);
    }

    @Test
    void a_batch_that_was_late_by_more_than_a_second_is_noted_by_the_greater_lag() {
        ring("a");
        beat(3, "00:00:50");

        Projected projected = project(first.serving());

        assertThat(projected.figures().noticeableLag()).contains(Duration.ofSeconds(60));
        assertThat(heartbeats.read().lateBatches())
                .containsExactly(new BatchLag(Duration.ofSeconds(60), NOW));
    }

    @Test
    void a_late_heartbeat_makes_a_late_batch_too() {
        beat(3, "00:00:50");

        project(first.serving());

        assertThat(heartbeats.read().lateBatches())
                .containsExactly(new BatchLag(Duration.ofSeconds(11), NOW));
    }

    @Test
    void a_lag_of_a_second_is_not_noted() {
        beat(3, "00:01:00");

        Projected projected = project(first.serving());

        assertThat(projected.figures().heartbeatLag()).contains(Duration.ofSeconds(1));
        assertThat(projected.figures().noticeableLag()).isEmpty();
        assertThat(heartbeats.read().lateBatches()).isEmpty();
    }

    @Test
    void what_is_shown_already_is_not_late() {
        ring("a");
        project(first.serving());
        batch.add(batch.getFirst());

        project(first.serving());

        assertThat(heartbeats.read().lateBatches()).hasSize(1);
    }

    @Test
    void a_batch_does_not_come_again_because_its_lag_can_not_be_noted() {
        ring("a");
        Heartbeats unreachable = new UnreachableLag();

        Projected projected =
                new Projector(
                                () -> List.of(first.serving()),
                                unreachable,
                                tasks -> tasks.forEach(Runnable::run),
                                InstantSource.fixed(NOW))
                        .project(batch);

        assertThat(projected.failed()).isEmpty();
        assertThat(first.version("a")).isEqualTo(1);
    }

    @Test
    void a_batch_without_a_heartbeat_tells_no_lag_of_one() {
        ring("a");

        assertThat(project(first.serving()).figures().heartbeatLag()).isEmpty();
        assertThat(heartbeats.read().arrived()).isEmpty();
    }

    @Test
    void the_doorbells_of_a_stream_are_one_write() {
        ring("t");
        ring("t");
        ring("u");
        ring("t");

        Projected.Figures figures = project(first.serving()).figures();

        assertThat(figures.viewsWritten()).isEqualTo(2);
        assertThat(figures.duplicatesSkipped()).isZero();
        assertThat(figures.gapsRepaired()).isZero();
        assertThat(first.version("t")).isEqualTo(3);
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void doorbells_of_what_is_shown_already_are_duplicates() {
        ring("t");
        project(first.serving());
        ring("t");
        batch.add(batch.getLast());

        Projected.Figures figures = project(first.serving()).figures();

        assertThat(figures.duplicatesSkipped()).isEqualTo(2);
        assertThat(figures.viewsWritten()).isEqualTo(1);
    }

    @Test
    void a_gap_that_is_read_is_told() {
        events.put(Tank.stream("t"), 1, new Installed(10));
        ring(events.put(Tank.stream("t"), 2, new Moved(1)));

        Projected.Figures figures = project(first.serving()).figures();

        assertThat(figures.gapsRepaired()).isEqualTo(1);
        assertThat(first.version("t")).isEqualTo(2);
    }

    @Test
    void a_doorbell_without_its_commit_is_read_from_the_event_store() {
        events.put(Tank.stream("t"), 1, new Installed(10));
        batch.add(new Doorbell(BigInteger.ZERO, Tank.stream("t"), 1, Optional.empty()));

        Projected projected = project(first.serving());

        assertThat(projected.firstFailed()).isEmpty();
        assertThat(first.version("t")).isEqualTo(1);
    }

    @Test
    void the_lag_is_that_of_the_oldest_commit_that_came_into_a_view() {
        ring("t");
        project(first.serving());
        ring("t");
        ring("u");
        ring("u");
        ring("stuck");
        first.refuse("stuck");

        // Version 1 of u, since that of t was shown before and stuck is not shown.
        assertThat(project(first.serving()).figures().lag()).contains(Duration.ofSeconds(60));
    }

    @Test
    void a_batch_that_brings_nothing_into_a_view_has_no_lag() {
        ring("t");
        project(first.serving());

        assertThat(project(first.serving()).figures().lag()).isEmpty();
    }

    @Test
    void figures_are_those_of_the_generation_that_serves() {
        ringMany(3);

        Projected.Figures figures = project(first.serving(), second.beside(1)).figures();

        assertThat(figures.viewsWritten()).isEqualTo(3);
        assertThat(second.version("tank-0")).isEqualTo(1);
    }

    @Test
    void who_projects_all_parks_however_many_and_passes_heartbeats_over() {
        List<String> tanks = ringMany(30);
        tanks.subList(0, 20).forEach(first::refuse);
        beat(3, "00:00:10");

        projector(() -> List.of(first.serving())).projectAll(pages());

        assertThat(parked(1)).containsExactlyInAnyOrderElementsOf(tanks.subList(0, 20));
        assertThat(first.version("tank-29")).isEqualTo(1);
        assertThat(heartbeats.read()).isEqualTo(LagNotes.NONE);
    }

    @Test
    void who_projects_all_ends_with_an_outage_and_begins_anew() {
        ringMany(5);
        first.loseReach("tank-1");
        Projector projector = projector(() -> List.of(first.serving()));

        assertThatThrownBy(() -> projector.projectAll(pages())).isInstanceOf(OutageException.class);
        first.mend();
        projector.projectAll(pages());

        assertThat(first.version("tank-1")).isEqualTo(1);
        assertThat(first.version("tank-4")).isEqualTo(1);
        assertThat(notices.all(1)).isEmpty();
    }

    /** Two doorbells at a time. */
    private AllCommits pages() {
        return new AllCommits() {
            @Override
            public Page read(Segment segment, @Nullable Place after) {
                int from = after == null ? 0 : Integer.parseInt(after.sort());
                int to = Math.min(from + 2, batch.size());
                return new Page(
                        batch.subList(from, to),
                        to < batch.size()
                                ? Optional.of(new Place("batch", Integer.toString(to)))
                                : Optional.empty());
            }

            @Override
            public long estimate() {
                return batch.size();
            }
        };
    }

    private Projected project(ReadModel... readModels) {
        return projector(() -> List.of(readModels)).project(batch);
    }

    private Projector projector(Supplier<List<ReadModel>> readModels) {
        return new Projector(
                readModels,
                heartbeats,
                tasks -> tasks.forEach(Runnable::run),
                InstantSource.fixed(NOW));
    }

    private List<String> ringMany(int tanks) {
        List<String> names = IntStream.range(0, tanks).mapToObj(i -> "tank-" + i).toList();
        names.forEach(this::ring);
        return names;
    }

    /** One more commit of a tank. */
    private void ring(String tank) {
        StreamId stream = Tank.stream(tank);
        long version = events.all(stream).size() + 1L;
        ring(events.put(stream, version, version == 1 ? new Installed(10) : new Moved(1)));
    }

    private void ring(Commit commit) {
        batch.add(Doorbell.of(BigInteger.valueOf(batch.size()), commit));
    }

    /** One more heartbeat of a stream. */
    private void beat(int number, String time) {
        StreamId stream = Heartbeat.stream(NOW, number);
        Commit any = Commits.of(stream, events.all(stream).size() + 1L);
        Commit beat = new Commit(stream, any.version(), time(time), any.events(), any.origin());
        events.put(beat);
        ring(beat);
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }

    private List<String> parked(int generation) {
        Stream<Notice> all = notices.all(generation);
        return all.map(notice -> notice.stream().id()).toList();
    }

    /** The notes out of reach. */
    private static final class UnreachableLag implements Heartbeats {
        @Override
        public LagNotes read() {
            throw outage();
        }

        @Override
        public void sent(Map<Integer, SentHeartbeat> sent, Instant now) {
            throw outage();
        }

        @Override
        public Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now) {
            throw outage();
        }

        @Override
        public void late(BatchLag late) {
            throw outage();
        }

        private static OutageException outage() {
            return new OutageException(true, new IllegalStateException("no route"));
        }
    }

    /** Notices out of reach. */
    private static final class BrokenNotices implements Notices {
        @Override
        public void park(int generation, StreamId stream, long version, String cause, Instant now) {
            throw new OutageException(true, new IllegalStateException("no route"));
        }

        @Override
        public List<Notice> page(int generation, @Nullable StreamId after, int noticesMax) {
            return List.of();
        }

        @Override
        public boolean parkBeside(
                int generation, StreamId stream, long version, String cause, Instant now) {
            throw new OutageException(true, new IllegalStateException("no route"));
        }

        @Override
        public Optional<Notice> find(int generation, StreamId stream) {
            return Optional.empty();
        }

        @Override
        public void removeAll(int generation) {
            throw new OutageException(true, new IllegalStateException("no route"));
        }

        @Override
        public void remove(Notice notice) {
            throw new OutageException(true, new IllegalStateException("no route"));
        }
    }
}
