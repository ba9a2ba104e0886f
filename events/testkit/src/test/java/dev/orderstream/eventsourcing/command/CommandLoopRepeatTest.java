package dev.orderstream.eventsourcing.command;

import static dev.orderstream.eventsourcing.command.TankLoop.STREAM;
import static dev.orderstream.eventsourcing.command.TankLoop.committed;
import static dev.orderstream.eventsourcing.command.TankLoop.rejected;
import static dev.orderstream.eventsourcing.command.TankLoop.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command that is sent again is found, however long ago and whatever came since. */
class CommandLoopRepeatTest {

    private static final int CHANGES_KNOWN = 100;

    private final TankLoop tank = new TankLoop();
    private final ScriptedEventStore store = tank.store;
    private final Commit.Origin origin = Commits.origin();

    @Test
    void a_repeat_whose_commit_is_below_the_snapshot_costs_one_read_of_just_that_commit() {
        givenItsCommitIsBelowTheSnapshot();

        var repeated = tank.fill(4, origin);

        assertThat(repeated).isEqualTo(replayed(2, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "read 1");
        assertThat(store.lastRead()).containsExactly(2L);
    }

    @Test
    void such_a_repeat_is_found_before_the_version_that_its_sender_insists_on_is_compared() {
        givenItsCommitIsBelowTheSnapshot();

        assertThat(tank.fill(4, origin, 1)).isEqualTo(replayed(2, new Moved(4)));
    }

    @Test
    void such_a_repeat_is_found_before_the_rules_refuse_it() {
        givenItsCommitIsBelowTheSnapshot();
        tank.fill(2, TankLoop.unkeyed());
        assertThat(tank.fill(4)).isEqualTo(rejected(7, new State(10, 10), Refusal.NO_ROOM));

        assertThat(tank.fill(4, origin)).isEqualTo(replayed(2, new Moved(4)));
    }

    @Test
    void such_a_repeat_is_found_before_it_is_seen_to_change_nothing() {
        givenItsCommitIsBelowTheSnapshot();

        assertThat(tank.fill(0, origin)).isEqualTo(replayed(2, new Moved(4)));
    }

    @Test
    void such_an_id_that_meant_something_else_before_is_refused_without_a_further_read() {
        givenItsCommitIsBelowTheSnapshot();

        var reused = tank.fill(4, otherHash(origin));

        assertThat(reused).isEqualTo(new Outcome.IdReused<>(STREAM, 2));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void such_a_repeat_whose_commit_can_not_be_read_may_have_been_carried_out() {
        givenItsCommitIsBelowTheSnapshot();
        var dark =
                tank.over(
                        new ForwardingEventStore(store) {
                            @Override
                            public List<Commit> readAfter(
                                    StreamId stream, long version, int commitsMax) {
                                throw new OutageException(false, new IllegalStateException());
                            }
                        },
                        Tank.AGGREGATE);

        assertThatThrownBy(() -> dark.handle(new Tank.Fill("t", 4, Tank.envelope(origin))))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isTrue());
    }

    @Test
    void commands_without_a_key_push_none_out() {
        tank.install(100, Commits.origin());
        tank.fill(4, origin);
        tank.filled(50);

        assertThat(tank.fill(4, origin)).isEqualTo(replayed(2, new Moved(4)));
    }

    @Test
    void as_many_changes_are_known_as_the_aggregate_says() {
        TankLoop patient = patient();
        patient.install(1_000, Commits.origin());
        patient.fill(4, origin);
        filledWithKeys(patient, CHANGES_KNOWN - 1);

        assertThat(patient.fill(4, origin)).isEqualTo(replayed(2, new Moved(4)));
    }

    @Test
    void a_change_is_forgotten_after_so_many_others_and_the_create_never() {
        TankLoop patient = patient();
        patient.install(1_000, origin);
        Commit.Origin change = Commits.origin();
        patient.fill(4, change);
        filledWithKeys(patient, 120);

        assertThat(patient.fill(4, change)).isEqualTo(committed(123, new Moved(4)));
        patient.store.calls();
        assertThat(patient.fill(4, origin)).isEqualTo(replayed(1, new Installed(1_000)));
        assertThat(patient.store.calls()).containsExactly("load", "read 0");
        assertThat(patient.store.lastRead()).containsExactly(1L);
    }

    @Test
    void a_create_that_would_be_refused_is_answered_from_its_commit_all_the_same() {
        tank.install(10, origin);
        store.calls();

        var repeated = tank.install(0, origin);

        assertThat(repeated).isEqualTo(replayed(1, new Installed(10)));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_create_that_would_be_refused_is_found_below_the_snapshot_too() {
        tank.install(100, origin);
        tank.filled(50);
        store.calls();

        var repeated = tank.install(0, origin);

        assertThat(repeated).isEqualTo(replayed(1, new Installed(100)));
        assertThat(store.calls()).containsExactly("load", "read 0");
    }

    @Test
    void a_create_is_refused_only_after_it_was_looked_for() {
        assertThat(tank.install(0, origin))
                .isEqualTo(rejected(0, new State(0, 0), Refusal.NO_ROOM));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_create_that_is_repeated_long_after_costs_one_append_and_no_read() {
        tank.install(100, origin);
        tank.filled(50);
        store.calls();

        // Another time than that of the commit: it is no answer to this very request.
        var repeated =
                tank.over(store, Tank.AGGREGATE)
                        .handle(
                                new Tank.Install(
                                        "t",
                                        100,
                                        new Command.Envelope(
                                                origin, Tank.SENT.plusSeconds(60), null)));

        assertThat(repeated).isEqualTo(replayed(1, new Installed(100)));
        assertThat(store.calls()).containsExactly("append 1");
    }

    /** At version 2 of 6, where 5 carries a snapshot. */
    private void givenItsCommitIsBelowTheSnapshot() {
        tank.install(10, Commits.origin());
        tank.fill(4, origin);
        tank.filled(4);
        store.calls();
    }

    private static TankLoop patient() {
        return new TankLoop(
                new Aggregate<>(new Tank(), Tank.CODEC, Tank.STATES, 50, CHANGES_KNOWN));
    }

    private static void filledWithKeys(TankLoop tank, int times) {
        for (int i = 0; i < times; i++) {
            tank.fill(1);
        }
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
}
