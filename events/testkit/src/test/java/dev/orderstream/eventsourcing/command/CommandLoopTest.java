package dev.orderstream.eventsourcing.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CommandLoopTest {

    private static final StreamId STREAM = Tank.stream("t");

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedEventStore store = new ScriptedEventStore();
    private final CommandLoop<Tank.Change, State, Event, Refusal> loop =
            new CommandLoop<>(
                    Tank.AGGREGATE, store, Pacing.standard(ticker, new SplittableRandom(1)));

    @Test
    void a_command_that_opens_its_stream_costs_one_append_and_no_read() {
        var outcome = loop.handle(new Install("t", 10, Tank.envelope()));

        assertThat(outcome).isEqualTo(committed(1, new Installed(10)));
        assertThat(store.calls()).containsExactly("append 1");
    }

    @Test
    void a_change_costs_one_read_and_one_append() {
        given(new Installed(10), new Moved(3));

        var outcome = fill(4);

        assertThat(outcome).isEqualTo(committed(3, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "append 3");
    }

    @Test
    void what_is_stored_is_the_command_as_it_was_sent() {
        given(new Installed(10));
        Envelope envelope = Tank.envelope();

        loop.handle(new Fill("t", 4, envelope));

        assertThat(store.all(STREAM).getLast())
                .isEqualTo(
                        new Commit(
                                        STREAM,
                                        2,
                                        envelope.issuedAt(),
                                        Tank.CODEC.encode(List.of(new Moved(4))),
                                        envelope.origin())
                                .ownedBy("t with 4 litres"));
    }

    @Test
    void a_commit_stores_the_owner_of_the_state_after_it() {
        given(new Installed(10), new Moved(3));

        fill(4);

        assertThat(store.all(STREAM).getLast().owner()).isEqualTo("t with 7 litres");
    }

    @Test
    void a_lost_race_is_decided_again_on_the_winner_without_a_further_read() {
        given(new Installed(10));
        store.loseRace(new Moved(8));

        var outcome = fill(4);

        assertThat(outcome)
                .isEqualTo(new Outcome.Rejected<>(STREAM, 2, new State(10, 8), Refusal.NO_ROOM));
        assertThat(store.calls()).containsExactly("load", "append 2");
    }

    @Test
    void a_second_loss_in_a_row_loads_what_is_missing() {
        given(new Installed(10));
        store.loseRace(new Moved(1)).loseRace(new Moved(2));

        var outcome = fill(4);

        assertThat(outcome).isEqualTo(committed(4, new Moved(4)));
        assertThat(store.calls())
                .containsExactly("load", "append 2", "append 3", "read 2", "append 4");
    }

    @Test
    void a_create_that_lost_its_race_loads_before_it_decides() {
        store.loseRace(new Installed(5));

        var outcome = loop.handle(new Install("t", 10, Tank.envelope()));

        assertThat(outcome)
                .isEqualTo(new Outcome.Rejected<>(STREAM, 1, new State(5, 0), Refusal.INSTALLED));
        assertThat(store.calls()).containsExactly("append 1", "load");
    }

    @Test
    void an_own_commit_that_was_stored_before_its_answer_was_lost_is_success() {
        given(new Installed(10));
        store.beforeAppend(store::put);

        var outcome = fill(4);

        assertThat(outcome).isEqualTo(committed(2, new Moved(4)));
        assertThat(store.all(STREAM)).hasSize(2);
    }

    @Test
    void a_create_that_is_repeated_is_answered_from_its_commit() {
        Envelope envelope = Tank.envelope();
        loop.handle(new Install("t", 10, envelope));

        var repeated = loop.handle(new Install("t", 10, ofAnotherRequest(envelope)));

        assertThat(repeated).isEqualTo(replayed(1, new Installed(10)));
        assertThat(store.all(STREAM)).hasSize(1);
    }

    @Test
    void what_this_request_had_stored_itself_is_no_replay() {
        Envelope envelope = Tank.envelope();
        loop.handle(new Install("t", 10, envelope));

        // As the SDK does when an answer was lost.
        var sentAgain = loop.handle(new Install("t", 10, envelope));

        assertThat(sentAgain).isEqualTo(committed(1, new Installed(10)));
    }

    private static Envelope ofAnotherRequest(Envelope envelope) {
        Commit.Origin origin = envelope.origin();
        return Tank.envelope(
                new Commit.Origin(
                        origin.commandId(),
                        origin.commandHash(),
                        origin.keyed(),
                        origin.userId(),
                        origin.correlationId(),
                        "another request"));
    }

    @Test
    void a_change_that_is_repeated_is_answered_from_its_commit_whatever_came_since() {
        given(new Installed(10));
        Envelope envelope = Tank.envelope();
        loop.handle(new Fill("t", 6, envelope));
        fill(4);

        var repeated = loop.handle(new Fill("t", 6, envelope));

        assertThat(repeated).isEqualTo(replayed(2, new Moved(6)));
        assertThat(store.all(STREAM)).hasSize(3);
    }

    @Test
    void a_repeat_is_found_before_the_version_that_its_sender_insists_on_is_compared() {
        given(new Installed(10));
        Commit.Origin origin = Commits.origin();
        loop.handle(new Fill("t", 6, new Envelope(origin, Tank.SENT, 1L)));

        var repeated = loop.handle(new Fill("t", 6, new Envelope(origin, Tank.SENT, 1L)));

        assertThat(repeated).isEqualTo(replayed(2, new Moved(6)));
    }

    @Test
    void a_command_that_another_request_stores_meanwhile_is_found_when_its_commits_are_loaded() {
        given(new Installed(10));
        Envelope envelope = Tank.envelope();
        store.loseRace(new Moved(1))
                .beforeAppend(late -> {
                    store.put(STREAM, 3, new Moved(1));
                    store.put(commit(4, envelope.origin(), new Moved(2)));
                    store.put(STREAM, 5, new Moved(1));
                });

        var outcome = loop.handle(new Fill("t", 2, envelope));

        assertThat(outcome).isEqualTo(replayed(4, new Moved(2)));
        assertThat(store.all(STREAM)).hasSize(5);
    }

    @Test
    void an_id_that_meant_something_else_before_is_refused() {
        given(new Installed(10));
        Commit.Origin origin = Commits.origin();
        loop.handle(new Fill("t", 1, Tank.envelope(origin)));

        var reused = loop.handle(new Fill("t", 2, Tank.envelope(otherHash(origin))));

        assertThat(reused).isEqualTo(new Outcome.IdReused<>(STREAM, 2));
        assertThat(store.all(STREAM)).hasSize(2);
    }

    @Test
    void an_id_of_a_create_that_meant_something_else_before_is_refused() {
        Commit.Origin origin = Commits.origin();
        loop.handle(new Install("t", 10, Tank.envelope(origin)));

        var reused = loop.handle(new Install("t", 11, Tank.envelope(otherHash(origin))));

        assertThat(reused).isEqualTo(new Outcome.IdReused<>(STREAM, 1));
        assertThat(store.calls()).containsExactly("append 1", "append 1");
    }

    @Test
    void a_rejected_command_stores_nothing() {
        given(new Installed(10));

        var outcome = fill(11);

        assertThat(outcome)
                .isEqualTo(new Outcome.Rejected<>(STREAM, 1, new State(10, 0), Refusal.NO_ROOM));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_change_of_a_stream_that_is_not_there_is_for_the_decider_to_refuse() {
        assertThat(fill(1))
                .isEqualTo(new Outcome.Rejected<>(STREAM, 0, new State(0, 0), Refusal.ABSENT));
    }

    @Test
    void a_command_that_changes_nothing_stores_nothing() {
        given(new Installed(10), new Moved(2));

        var outcome = fill(0);

        assertThat(outcome).isEqualTo(new Outcome.Unchanged<>(STREAM, 2, new State(10, 2)));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void the_version_that_a_sender_insists_on_is_compared_with_what_was_loaded() {
        given(new Installed(10), new Moved(1));

        assertThat(loop.handle(new Fill("t", 1, Tank.envelope(1))))
                .isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 2));
        assertThat(loop.handle(new Fill("t", 1, Tank.envelope(3))))
                .isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 2));
        assertThat(loop.handle(new Fill("t", 1, Tank.envelope(2))))
                .isEqualTo(committed(3, new Moved(1)));
    }

    @Test
    void no_version_of_a_stream_that_is_not_there_can_be_insisted_on() {
        for (long version : new long[] {0, 1}) {
            assertThat(loop.handle(new Fill("t", 1, Tank.envelope(version))))
                    .isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 0));
        }
    }

    @Test
    void the_version_that_a_sender_insists_on_is_compared_again_after_a_lost_race() {
        given(new Installed(10));
        store.loseRace(new Moved(1));

        var outcome = loop.handle(new Fill("t", 1, Tank.envelope(1)));

        assertThat(outcome).isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 2));
        assertThat(store.all(STREAM)).hasSize(2);
    }

    @Test
    void what_is_only_to_be_created_is_not_replaced() {
        given(new Installed(10));

        assertThat(loop.handle(onlyToCreate(Commits.origin())))
                .isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 1, true));
        assertThat(store.all(STREAM)).hasSize(1);
    }

    @Test
    void what_is_only_to_be_created_is_looked_for_again_after_a_lost_race() {
        store.beforeAppend(late -> store.put(STREAM, 1, new Installed(10)));

        assertThat(loop.handle(onlyToCreate(Commits.origin())))
                .isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 1, true));
        assertThat(store.all(STREAM)).hasSize(1);
    }

    @Test
    void a_repeat_of_what_was_only_to_be_created_is_found_before_its_condition_is_looked_at() {
        Commit.Origin origin = Commits.origin();
        assertThat(loop.handle(onlyToCreate(origin))).isEqualTo(committed(1, new Installed(10)));

        assertThat(loop.handle(onlyToCreate(ofAnotherRequest(Tank.envelope(origin)).origin())))
                .isEqualTo(replayed(1, new Installed(10)));
    }

    private static Install onlyToCreate(Commit.Origin origin) {
        return new Install("t", 10, new Envelope(origin, Tank.SENT, null, true, null));
    }

    @Test
    void a_version_beyond_those_that_are_large_for_a_byte_is_compared_by_value() {
        Event[] events = new Event[201];
        Arrays.fill(events, new Moved(0));
        events[0] = new Installed(10);
        given(events);

        assertThat(loop.handle(new Fill("t", 1, Tank.envelope(201))))
                .isEqualTo(committed(202, new Moved(1)));
    }

    @Test
    void a_command_that_always_loses_gives_up_when_its_time_is_over() {
        given(new Installed(1_000_000));
        loseForEver();

        var outcome = fill(1);

        assertThat(outcome).isInstanceOf(Outcome.Contended.class);
        assertThat(ticker.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_500));
        assertThat(outcome.version()).isGreaterThan(40);
        assertThat(store.all(STREAM))
                .extracting(commit -> commit.origin().userId())
                .containsOnly("user-1");
    }

    @Test
    void pauses_have_full_jitter_under_a_bound_that_doubles() {
        given(new Installed(1_000_000));
        loseForEver();

        fill(1);

        List<Duration> pauses = ticker.pauses();
        long boundMillis = 10;
        for (Duration pause : pauses) {
            assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(boundMillis));
            boundMillis = Math.min(2 * boundMillis, 500);
        }
        assertThat(pauses).anyMatch(pause -> pause.compareTo(Duration.ofMillis(400)) > 0);
        assertThat(pauses.subList(6, pauses.size()))
                .anyMatch(pause -> pause.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void pauses_may_take_the_whole_bound() {
        given(new Installed(1_000_000));
        loseForEver();
        var slowest = Pacing.standard(ticker, new HighestRandom());

        new CommandLoop<>(Tank.AGGREGATE, store, slowest).handle(new Fill("t", 1, Tank.envelope()));

        assertThat(ticker.pauses().stream().map(Duration::toMillis).limit(8))
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L);
    }

    @Test
    void a_commit_is_never_dated_before_its_predecessor() {
        Commit ahead =
                new Commit(
                        STREAM,
                        1,
                        Tank.SENT.plusSeconds(30),
                        Tank.CODEC.encode(List.of(new Installed(10))),
                        Commits.origin());
        store.put(ahead);

        fill(1);

        assertThat(store.all(STREAM).getLast().recordedAt()).isEqualTo(ahead.recordedAt());
    }

    @Test
    void a_commit_is_never_dated_before_the_winner_of_its_race() {
        given(new Installed(10));
        store.beforeAppend(late ->
                store.put(
                        new Commit(
                                STREAM,
                                2,
                                Tank.SENT.plusSeconds(30),
                                Tank.CODEC.encode(List.of(new Moved(1))),
                                Commits.origin())));

        fill(1);

        assertThat(store.all(STREAM))
                .extracting(Commit::recordedAt)
                .isSorted()
                .endsWith(Tank.SENT.plusSeconds(30), Tank.SENT.plusSeconds(30));
    }

    @Test
    void a_gap_in_the_stream_is_told_loudly_and_nothing_is_stored() {
        store.put(STREAM, 1, new Installed(10));
        store.put(STREAM, 3, new Moved(1));

        assertThatThrownBy(() -> fill(1)).isInstanceOf(BrokenStreamException.class);
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_gap_that_the_store_has_missed_is_told_loudly_too() {
        Commit first = store.put(STREAM, 1, new Installed(10));
        Commit third = store.put(STREAM, 3, new Moved(1));
        EventStore blind =
                new ForwardingEventStore(store) {
                    @Override
                    public List<Commit> readBack(
                            StreamId stream, int commitsFirst, Predicate<Commit> enough) {
                        return List.of(first, third);
                    }
                };
        Pacing pacing = Pacing.standard(ticker, new SplittableRandom(1));
        var unguarded = new CommandLoop<>(Tank.AGGREGATE, blind, pacing);

        assertThatThrownBy(() -> unguarded.handle(new Fill("t", 1, Tank.envelope())))
                .isInstanceOf(BrokenStreamException.class);
        assertThat(store.calls()).isEmpty();
    }

    private void loseForEver() {
        for (int i = 0; i < 1_000; i++) {
            store.loseRace(new Moved(0));
        }
    }

    private void given(Event... events) {
        for (int i = 0; i < events.length; i++) {
            store.put(STREAM, i + 1L, events[i]);
        }
    }

    private Outcome<State, Event, Refusal> fill(int litres) {
        return loop.handle(new Fill("t", litres, Tank.envelope()));
    }

    private static Commit commit(long version, Commit.Origin origin, Event event) {
        return new Commit(STREAM, version, Tank.SENT, Tank.CODEC.encode(List.of(event)), origin);
    }

    private static Outcome<State, Event, Refusal> committed(long version, Event event) {
        return new Outcome.Committed<>(STREAM, version, List.of(event), false);
    }

    private static Outcome<State, Event, Refusal> replayed(long version, Event event) {
        return new Outcome.Committed<>(STREAM, version, List.of(event), true);
    }

    private static Commit.Origin otherHash(Commit.Origin origin) {
        return new Commit.Origin(
                origin.commandId(),
                Digest.of("something else"),
                origin.keyed(),
                origin.userId(),
                origin.correlationId(),
                origin.causationId());
    }

    /** Draws the highest number that was asked for. */
    private static final class HighestRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
