package dev.orderstream.eventsourcing.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CaughtUp.Reached;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.CaughtUp.Work;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.ScriptedViewStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.TankProjection;
import dev.orderstream.testkit.TankProjection.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final StreamId STREAM = Tank.stream("t");
    private static final TankProjection PROJECTION = new TankProjection();

    private final ScriptedEventStore events = new ScriptedEventStore();
    private final ScriptedViewStore views = new ScriptedViewStore();
    private final InMemoryDiscards discards = new InMemoryDiscards();
    private final CatchUp catchUp = new CatchUp(events, views, List.of(PROJECTION), discards);

    @Test
    void two_projections_of_one_category_are_refused() {
        assertThatThrownBy(() ->
                        new CatchUp(
                                events,
                                views,
                                List.of(PROJECTION, PROJECTION),
                                new InMemoryDiscards()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PROJECTION.category());
    }

    @Test
    void the_first_commits_make_the_view() {
        List<Commit> commits = given(3);

        run(STREAM, commits);

        assertThat(level()).isEqualTo(new Level(2, "1 2 3"));
        assertThat(view().version()).isEqualTo(3);
        assertThat(view().revision()).isEqualTo(1);
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void many_commits_are_one_write_and_their_history_and_words_are_written_before_it() {
        run(STREAM, given(5));

        assertThat(views.calls())
                .containsExactly(
                        "read STRONG", "ahead [1, 2, 3, 4, 5] [4 litres, filled]", "replace 0 5");
    }

    @Test
    void whoever_catches_a_long_stream_up_says_at_each_step_that_he_is_at_it() {
        given(2_500);
        List<String> told = new ArrayList<>();

        catchUp.telling(() -> told.add("alive")).runToEnd(STREAM);

        assertThat(told).hasSizeGreaterThanOrEqualTo(3);
        assertThat(view().version()).isEqualTo(2_500);
    }

    @Test
    void words_that_the_view_was_found_by_already_are_not_written_again() {
        run(STREAM, given(3));
        views.calls();
        Commit nothing = events.put(STREAM, 4, new Moved(0));
        Commit away = events.put(STREAM, 5, new Moved(-2));

        run(STREAM, List.of(nothing));
        run(STREAM, List.of(away));

        assertThat(views.calls())
                .filteredOn(call -> call.startsWith("ahead"))
                .containsExactly("ahead [4] []", "ahead [5] [0 litres, empty]");
    }

    @Test
    void words_that_were_written_before_a_view_that_failed_are_written_again_with_the_next() {
        List<Commit> commits = given(3);
        views.refusing(1);
        run(STREAM, commits);
        views.calls();
        views.refusing(0);

        run(STREAM, commits);

        assertThat(views.calls())
                .containsExactly(
                        "read STRONG", "ahead [1, 2, 3] [2 litres, filled]", "replace 0 3");
    }

    @Test
    void commits_that_follow_are_folded_into_the_view_that_is_there() {
        List<Commit> commits = given(4);
        run(STREAM, commits.subList(0, 2));
        views.calls();

        run(STREAM, commits.subList(2, 4));

        assertThat(level()).isEqualTo(new Level(3, "1 2 3 4"));
        assertThat(view().revision()).isEqualTo(2);
        assertThat(views.calls())
                .startsWith("read STRONG", "ahead [3, 4] [3 litres]", "replace 2 4");
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void commits_that_are_known_cost_one_read_and_no_write() {
        List<Commit> commits = given(3);
        run(STREAM, commits);
        views.calls();

        run(STREAM, commits);
        run(STREAM, commits.subList(0, 1));

        assertThat(views.calls()).containsExactly("read STRONG", "read STRONG");
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void nothing_to_fold_writes_nothing() {
        run(STREAM, List.of());

        assertThat(views.calls()).containsExactly("read STRONG");
    }

    @Test
    void commits_that_come_twice_and_out_of_order_are_folded_once_and_in_order() {
        List<Commit> commits = given(4);

        run(
                STREAM,
                List.of(
                        commits.get(2),
                        commits.get(0),
                        commits.get(3),
                        commits.get(0),
                        commits.get(1),
                        commits.get(2)));

        assertThat(level()).isEqualTo(new Level(3, "1 2 3 4"));
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void a_doorbell_that_overlaps_with_the_view_is_folded_from_where_the_view_is() {
        List<Commit> commits = given(5);
        run(STREAM, commits.subList(0, 3));

        run(STREAM, commits.subList(1, 5));

        assertThat(level()).isEqualTo(new Level(4, "1 2 3 4 5"));
        assertThat(events.calls()).isEmpty();
    }

    @Test
    void commits_that_the_doorbell_lacks_are_read_from_the_event_store() {
        List<Commit> commits = given(6);
        run(STREAM, commits.subList(0, 2));
        views.calls();

        run(STREAM, List.of(commits.get(3), commits.get(5)));

        assertThat(level()).isEqualTo(new Level(5, "1 2 3 4 5 6"));
        assertThat(events.calls()).containsExactly("read 2");
        assertThat(views.calls())
                .startsWith("read STRONG", "ahead [3, 4, 5, 6] [5 litres]", "replace 2 6");
    }

    @Test
    void commits_beyond_those_of_the_doorbell_are_taken_in_when_it_is_read_anyway() {
        List<Commit> commits = given(6);

        run(STREAM, commits.subList(3, 4));

        assertThat(view().version()).isEqualTo(6);
    }

    @Test
    void more_commits_than_one_write_may_fold_take_several() {
        List<Commit> commits = given(2_500);

        run(STREAM, commits.subList(2_499, 2_500));

        String versions =
                IntStream.rangeClosed(1, 2_500)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        assertThat(level()).isEqualTo(new Level(2_499, versions));
        assertThat(views.calls())
                .filteredOn(call -> call.startsWith("replace"))
                .containsExactly("replace 0 1000", "replace 1000 2000", "replace 2000 2500");
    }

    @Test
    void who_loses_a_race_goes_on_from_what_the_winner_wrote() {
        List<Commit> commits = given(4);
        run(STREAM, commits.subList(0, 1));
        CatchUp rival = new CatchUp(events, views, List.of(PROJECTION), new InMemoryDiscards());
        views.beforeReplace(() -> run(rival, STREAM, commits.subList(1, 3)));
        views.calls();

        run(STREAM, commits.subList(1, 4));

        assertThat(level()).isEqualTo(new Level(3, "1 2 3 4"));
        assertThat(views.calls())
                .containsSubsequence(
                        "replace 1 3", // the rival's
                        "replace 1 4", // lost
                        "read STRONG",
                        "ahead [4] [3 litres]",
                        "replace 3 4");
    }

    @Test
    void who_loses_a_race_against_somebody_further_writes_nothing_more() {
        List<Commit> commits = given(4);
        CatchUp rival = new CatchUp(events, views, List.of(PROJECTION), new InMemoryDiscards());
        views.beforeReplace(() -> run(rival, STREAM, commits));

        run(STREAM, commits.subList(0, 2));

        assertThat(view().version()).isEqualTo(4);
        assertThat(view().revision()).isEqualTo(1);
    }

    @Test
    void a_late_writer_does_not_undo_a_repair_of_the_same_version() {
        List<Commit> commits = given(2);
        run(STREAM, commits.subList(0, 1));
        View repaired = new View(view().key(), 1, 2, PROJECTION.write(new Level(100, "repaired")));
        View[] before = {view()};
        views.beforeReplace(() -> {
            views.replace(before[0], repaired);
            views.beforeReplace(() -> {});
        });

        run(STREAM, commits.subList(1, 2));

        assertThat(level()).isEqualTo(new Level(101, "repaired 2"));
        assertThat(view().revision()).isEqualTo(3);
    }

    @Test
    void who_never_wins_a_race_gives_up_loudly() {
        List<Commit> commits = given(2);
        run(STREAM, commits.subList(0, 1));
        views.beforeReplace(() -> {
            View now = view();
            views.replace(now, new View(now.key(), 1, now.revision() + 1, now.body()));
        });

        assertThatThrownBy(() -> run(STREAM, commits.subList(1, 2)))
                .isInstanceOf(OutageException.class);
    }

    @Test
    void what_comes_before_a_commit_that_can_not_be_read_is_shown() {
        List<Commit> commits = new ArrayList<>(given(2));
        commits.add(
                Commits.of(
                        STREAM, 3, List.of(new StoredEvent("Exploded", 1, Document.Fields.NONE))));

        CaughtUp caughtUp = run(STREAM, commits);

        assertStuck(caughtUp, 3, "Exploded");
        assertThat(isByCommit(caughtUp)).isTrue();
        assertThat(view().version()).isEqualTo(2);
    }

    @Test
    void what_comes_before_a_commit_that_can_not_be_stored_is_shown() {
        List<Commit> commits = given(3);
        views.refusing(3);

        CaughtUp caughtUp = run(STREAM, commits);

        assertStuck(caughtUp, 3, "refuses");
        assertThat(isByCommit(caughtUp)).isFalse();
        assertThat(view().version()).isEqualTo(2);
    }

    @Test
    void a_view_that_can_not_be_read_is_stuck() {
        List<Commit> commits = given(3);
        views.damaged(true);

        CaughtUp caughtUp = run(STREAM, commits);

        assertStuck(caughtUp, 1, "damaged");
        assertThat(isByCommit(caughtUp)).isFalse();
        assertThat(catchUp.versionOfView(STREAM)).isZero();
    }

    /** Else the commit that comes next would be passed over, which is not at fault. */
    @Test
    void a_view_whose_body_is_no_such_view_is_stuck_and_no_discard_passes_over_it() {
        List<Commit> commits = given(2);
        run(STREAM, commits.subList(0, 1));
        View before = view();
        views.replace(
                before,
                new View(before.key(), 1, 2, new ViewBody(Fields.NONE, Fields.NONE, null, null)));
        discards.add(new Discard(STREAM, 2, "why", "u", Instant.EPOCH));

        CaughtUp caughtUp = catchUp.runToEnd(STREAM);

        assertStuck(caughtUp, 2, "");
        assertThat(isByCommit(caughtUp)).isFalse();
    }

    @Test
    void a_stuck_stream_goes_on_when_its_fault_is_mended() {
        List<Commit> commits = given(3);
        views.refusing(2);
        run(STREAM, commits);
        views.refusing(0);

        assertThat(catchUp.run(STREAM, 3, List.of())).isEqualTo(new Reached(3, new Work(1, 1, 1)));
    }

    @Test
    void a_category_without_a_projection_is_stuck_and_nothing_is_written() {
        StreamId other = new StreamId("Pump", "p");

        assertStuck(
                run(other, List.of(Commits.of(other, 1))), 1, "no projection for category Pump");
        assertThat(views.calls()).isEmpty();
    }

    @Test
    void a_gap_in_the_event_store_is_stuck_at_the_missing_version() {
        events.put(STREAM, 1, new Installed(100));
        Commit third = events.put(STREAM, 3, new Moved(1));

        assertStuck(run(STREAM, List.of(third)), 2, "expected version 2");
        assertThat(view().version()).isEqualTo(1);
    }

    @Test
    void a_doorbell_for_a_stream_that_the_event_store_lacks_is_stuck() {
        Commit second = Commits.of(STREAM, 2);

        assertStuck(run(STREAM, List.of(second)), 1, "expected version 1");
    }

    /** The missing version is in no table: nobody could repair or discard it. */
    @Test
    void a_commit_behind_a_gap_that_can_not_be_read_is_stuck_at_its_own_version() {
        events.put(STREAM, 1, new Installed(100));
        events.put(STREAM, 3, new Moved(1));
        events.unreadable(STREAM, 3);

        CaughtUp caughtUp = catchUp.run(STREAM, 3, List.of());

        assertStuck(caughtUp, 3, "malformed");
        assertThat(isByCommit(caughtUp)).isTrue();
        assertThat(view().version()).isEqualTo(1);
    }

    @Test
    void a_commit_behind_a_gap_that_can_not_be_folded_is_stuck_at_its_own_version() {
        events.put(STREAM, 1, new Installed(100));
        events.put(
                Commits.of(
                        STREAM, 4, List.of(new StoredEvent("Exploded", 1, Document.Fields.NONE))));

        CaughtUp caughtUp = catchUp.run(STREAM, 4, List.of());

        assertStuck(caughtUp, 4, "Exploded");
        assertThat(isByCommit(caughtUp)).isTrue();

        discards.add(new Discard(STREAM, 4, "why", "u", Instant.EPOCH));
        assertThat(catchUp.runToEnd(STREAM)).isInstanceOf(Reached.class);
        assertThat(view().version()).isEqualTo(4);
    }

    @Test
    void a_discard_of_a_commit_behind_a_gap_goes_on_behind_both() {
        events.put(STREAM, 1, new Installed(100));
        events.put(STREAM, 3, new Moved(1));
        events.unreadable(STREAM, 3);
        catchUp.run(STREAM, 3, List.of());
        Commit fourth = events.put(STREAM, 4, new Moved(5));
        discards.add(new Discard(STREAM, 3, "why", "u", Instant.EPOCH));

        assertThat(run(STREAM, List.of(fourth))).isInstanceOf(Reached.class);

        assertThat(view().version()).isEqualTo(4);
        assertThat(level()).isEqualTo(new Level(5, "1 4"));
    }

    @Test
    void a_discard_at_the_start_of_a_stream_goes_on_behind_a_gap_too() {
        events.put(STREAM, 2, new Installed(100));
        events.unreadable(STREAM, 2);
        Commit third = events.put(STREAM, 3, new Installed(5));
        discards.add(new Discard(STREAM, 2, "why", "u", Instant.EPOCH));

        assertThat(run(STREAM, List.of(third))).isInstanceOf(Reached.class);

        assertThat(view().version()).isEqualTo(3);
    }

    private CaughtUp run(StreamId stream, List<Commit> offered) {
        return run(catchUp, stream, offered);
    }

    private static CaughtUp run(CatchUp catchUp, StreamId stream, List<Commit> offered) {
        long goal = offered.stream().mapToLong(Commit::version).max().orElse(0);
        return catchUp.run(stream, goal, offered);
    }

    private static boolean isByCommit(CaughtUp caughtUp) {
        return caughtUp instanceof Stuck stuck && stuck.byCommit();
    }

    private static void assertStuck(CaughtUp result, long version, String cause) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Stuck.class,
                        stuck -> {
                            assertThat(stuck.version()).isEqualTo(version);
                            assertThat(stuck.cause()).hasMessageContaining(cause);
                        });
    }

    @Test
    void streams_have_views_of_their_own() {
        StreamId other = Tank.stream("t-2");
        Commit theirs = events.put(other, 1, new Installed(5));

        run(STREAM, given(2));
        run(other, List.of(theirs));

        assertThat(view().version()).isEqualTo(2);
        assertThat(views.read(PROJECTION.key("t-2"), Consistency.STRONG))
                .map(View::version)
                .contains(1L);
    }

    /** An installation, then one litre each. */
    private List<Commit> given(int commits) {
        Tank.Event[] stored = new Tank.Event[commits];
        Arrays.fill(stored, new Moved(1));
        stored[0] = new Installed(10_000);
        return IntStream.range(0, commits)
                .mapToObj(i -> events.put(STREAM, i + 1L, stored[i]))
                .toList();
    }

    private View view() {
        return views.read(PROJECTION.key("t"), Consistency.STRONG).orElseThrow();
    }

    private Level level() {
        return PROJECTION.read(view().body());
    }
}
