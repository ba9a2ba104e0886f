package dev.orderstream.eventsourcing.command;

import static dev.orderstream.eventsourcing.command.TankLoop.STREAM;
import static dev.orderstream.eventsourcing.command.TankLoop.committed;
import static dev.orderstream.eventsourcing.command.TankLoop.rejected;
import static dev.orderstream.eventsourcing.command.TankLoop.unkeyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CommandLoopOutageTest {

    private final TankLoop tank = new TankLoop();
    private final ScriptedEventStore store = tank.store;

    @Test
    void an_append_without_an_answer_is_sent_again_unchanged_before_anything_is_read() {
        tank.given(new Installed(10), new Moved(3));
        store.loseAppend();

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(3, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "append 3", "append 3");
        assertThat(store.sent()).hasSize(2).containsOnly(store.all(STREAM).getLast());
    }

    @Test
    void it_is_sent_again_with_the_snapshot_that_it_carried() {
        tank.given(new Installed(10), new Moved(1), new Moved(1), new Moved(1));
        store.loseAppend();

        tank.fill(4);

        assertThat(store.sent()).hasSize(2).containsOnly(store.all(STREAM).getLast());
        assertThat(store.sent().getLast().snapshot()).isNotNull();
    }

    @Test
    void a_create_without_an_answer_is_sent_again_before_anything_is_read() {
        store.loseAppend();

        var outcome = tank.install(10, Commits.origin());

        assertThat(outcome).isEqualTo(committed(1, new Installed(10)));
        assertThat(store.calls()).containsExactly("append 1", "append 1");
        assertThat(store.sent()).hasSize(2).containsOnly(store.all(STREAM).getLast());
    }

    @Test
    void several_outages_in_a_row_are_lasted_out() {
        tank.given(new Installed(10), new Moved(3));
        store.loseAppend().throttleAppend().loseAppend().loseAppend().throttleAppend();

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(3, new Moved(4)));
        assertThat(store.calls())
                .containsExactly(
                        "load",
                        "append 3",
                        "append 3",
                        "append 3",
                        "append 3",
                        "append 3",
                        "append 3");
        assertThat(tank.ticker.pauses()).hasSize(5);
    }

    @Test
    void an_append_whose_answer_alone_was_lost_finds_its_own_commit_and_is_no_replay() {
        tank.given(new Installed(10));
        store.loseAnswer();

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(2, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "append 2", "append 2");
        assertThat(store.all(STREAM)).hasSize(2);
    }

    @Test
    void a_command_whose_append_was_lost_and_its_version_taken_meanwhile_is_decided_again() {
        tank.given(new Installed(10));
        store.loseAppend().loseRace(new Moved(2));

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(3, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "append 2", "append 2", "append 3");
    }

    @Test
    void it_is_rejected_only_after_the_open_append_is_known_to_have_failed() {
        tank.given(new Installed(10));
        store.loseAppend().loseRace(new Moved(8));

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(rejected(2, new State(10, 8), Refusal.NO_ROOM));
        assertThat(store.calls()).containsExactly("load", "append 2", "append 2");
    }

    @Test
    void its_precondition_fails_only_after_the_open_append_is_known_to_have_failed() {
        tank.given(new Installed(10));
        store.loseAppend().loseRace(new Moved(1));

        var outcome = tank.fill(4, Commits.origin(), 1);

        assertThat(outcome).isEqualTo(new Outcome.PreconditionFailed<>(STREAM, 2));
        assertThat(store.calls()).containsExactly("load", "append 2", "append 2");
    }

    @Test
    void a_read_without_an_answer_is_tried_again() {
        tank.given(new Installed(10));
        store.loseRead().loseRead();

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(2, new Moved(4)));
        assertThat(store.calls()).containsExactly("load", "load", "load", "append 2");
    }

    @Test
    void a_read_of_what_is_missing_is_tried_again() {
        tank.given(new Installed(10));
        store.loseRace(new Moved(1))
                .beforeAppend(late -> {
                    store.put(STREAM, 3, new Moved(1));
                    store.loseRead();
                });

        var outcome = tank.fill(4);

        assertThat(outcome).isEqualTo(committed(4, new Moved(4)));
        assertThat(store.calls())
                .containsExactly("load", "append 2", "append 3", "read 2", "read 2", "append 4");
    }

    @Test
    void a_command_whose_append_is_open_when_its_time_is_over_may_have_been_carried_out() {
        tank.given(new Installed(10));
        always(store::loseAppend);

        assertMayHaveLanded(true, () -> tank.fill(4));

        assertThat(tank.ticker.elapsed())
                .isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_500));
        assertThat(store.calls()).startsWith("load", "append 2").doesNotContain("append 3");
        assertThat(store.sent()).hasSizeGreaterThan(40).containsOnly(store.sent().getFirst());
    }

    @Test
    void a_command_without_a_key_may_have_been_carried_out_just_so() {
        tank.given(new Installed(10));
        always(store::loseAppend);

        assertMayHaveLanded(true, () -> tank.fill(4, unkeyed()));
    }

    @Test
    void one_answer_that_was_lost_is_enough_among_many_that_refuse() {
        tank.given(new Installed(10));
        store.throttleAppend().loseAppend();
        always(store::throttleAppend);

        assertMayHaveLanded(true, () -> tank.fill(4, unkeyed()));
    }

    @Test
    void a_command_that_was_always_refused_was_not_carried_out() {
        tank.given(new Installed(10));
        always(store::throttleAppend);

        assertMayHaveLanded(false, () -> tank.fill(4, unkeyed()));
    }

    @Test
    void one_with_a_key_may_be_stored_by_another_request_of_it_that_is_still_under_way() {
        tank.given(new Installed(10));
        always(store::throttleAppend);

        assertMayHaveLanded(true, () -> tank.fill(4));
    }

    @Test
    void an_open_append_that_is_known_to_have_failed_counts_no_more() {
        tank.given(new Installed(10));
        store.loseAppend().loseRace(new Moved(1));
        always(store::throttleAppend);

        assertMayHaveLanded(false, () -> tank.fill(4, unkeyed()));
    }

    @Test
    void a_create_with_a_key_that_was_always_refused_may_be_stored_from_another_time() {
        always(store::throttleAppend);

        assertMayHaveLanded(true, () -> tank.install(10, Commits.origin()));
    }

    @Test
    void a_create_without_a_key_that_was_always_refused_was_not_carried_out() {
        always(store::throttleAppend);

        assertMayHaveLanded(false, () -> tank.install(10, unkeyed()));
    }

    @Test
    void a_command_with_a_key_that_could_not_look_may_be_stored_from_another_time() {
        always(store::loseRead);

        assertMayHaveLanded(true, () -> tank.fill(4));
        assertThat(store.calls()).containsOnly("load");
    }

    @Test
    void a_command_without_a_key_that_could_not_look_was_not_carried_out() {
        always(store::loseRead);

        assertMayHaveLanded(false, () -> tank.fill(4, unkeyed()));
    }

    @Test
    void a_command_with_a_key_that_could_not_look_again_may_be_stored_meanwhile() {
        tank.given(new Installed(10));
        store.loseRace(new Moved(1))
                .beforeAppend(late -> {
                    store.put(STREAM, 3, new Moved(1));
                    always(store::loseRead);
                });

        assertMayHaveLanded(true, () -> tank.fill(4));
    }

    @Test
    void a_command_that_is_told_to_stop_while_its_append_is_open_may_have_been_carried_out() {
        tank.given(new Installed(10));
        store.loseAppend();
        tank.ticker.whileSleeping(() -> {
            throw new CancellationException("told to stop");
        });

        OutageException outage =
                catchThrowableOfType(OutageException.class, () -> tank.fill(4, unkeyed()));

        assertThat(outage.writeMayHaveLanded()).isTrue();
        assertThat(outage).hasSuppressedException(new CancellationException("told to stop"));
        assertThat(store.calls()).containsExactly("load", "append 2");
    }

    @Test
    void a_command_that_is_told_to_stop_before_its_append_was_not_carried_out() {
        tank.given(new Installed(10));
        store.loseRead();
        tank.ticker.whileSleeping(() -> {
            throw new CancellationException("told to stop");
        });

        assertMayHaveLanded(false, () -> tank.fill(4, unkeyed()));
        assertThat(store.calls()).containsExactly("load");
    }

    /** Longer than any command's time. */
    private static void always(Runnable script) {
        for (int i = 0; i < 1_000; i++) {
            script.run();
        }
    }

    private static void assertMayHaveLanded(boolean expected, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isEqualTo(expected));
    }
}
