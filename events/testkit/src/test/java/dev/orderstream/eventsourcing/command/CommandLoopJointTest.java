package dev.orderstream.eventsourcing.command;

import static dev.orderstream.eventsourcing.command.TankLoop.STREAM;
import static dev.orderstream.eventsourcing.command.TankLoop.committed;
import static dev.orderstream.eventsourcing.command.TankLoop.rejected;
import static dev.orderstream.eventsourcing.command.TankLoop.replayed;
import static dev.orderstream.eventsourcing.command.TankLoop.unkeyed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import org.junit.jupiter.api.Test;

/** Commands over several streams: all of them are changed, or none. */
class CommandLoopJointTest {

    private static final StreamId OTHER = Tank.stream("u");

    private final TankLoop tank = new TankLoop();

    @Test
    void a_command_over_two_streams_costs_a_read_each_and_one_append() {
        given();
        Commit.Origin origin = Commits.origin();

        var outcome = tank.pour("u", 3, origin);

        assertThat(outcome).isEqualTo(committed(3, new Moved(-3)));
        assertThat(tank.store.calls()).containsExactly("load", "load", "append 3");
        assertThat(tank.store.all(STREAM).getLast().origin()).isEqualTo(origin);
        Commit beside = tank.store.all(OTHER).getLast();
        assertThat(beside.version()).isEqualTo(2);
        assertThat(Tank.CODEC.decode(beside)).containsExactly(new Moved(3));
        assertThat(beside.origin())
                .as("its key is no key there")
                .isEqualTo(origin.inRelatedStream());
    }

    @Test
    void each_commit_stores_the_owner_of_its_own_stream() {
        given();

        tank.pour("u", 3, Commits.origin());

        assertThat(tank.store.all(STREAM).getLast().owner()).isEqualTo("t with 5 litres");
        assertThat(tank.store.all(OTHER).getLast().owner()).isEqualTo("u with 3 litres");
    }

    @Test
    void what_the_other_stream_forbids_is_rejected_and_nothing_is_stored() {
        given();

        assertThat(tank.pour("u", 6, unkeyed()))
                .isEqualTo(rejected(2, new State(10, 8), Refusal.NO_ROOM));
        assertThat(tank.pour("nowhere", 1, unkeyed()))
                .isEqualTo(rejected(2, new State(10, 8), Refusal.ABSENT));
        assertThat(tank.store.all(OTHER)).hasSize(1);
    }

    @Test
    void whoever_was_faster_in_the_other_stream_is_folded_without_a_further_read() {
        given();
        tank.store.beforeAppend(late -> tank.store.put(OTHER, 2, new Moved(4)));

        var outcome = tank.pour("u", 3, unkeyed());

        assertThat(outcome).isEqualTo(rejected(2, new State(10, 8), Refusal.NO_ROOM));
        assertThat(tank.store.calls()).containsExactly("load", "load", "append 3");
    }

    @Test
    void after_a_second_loss_in_a_row_both_streams_are_read_again() {
        given();
        tank.store
                .beforeAppend(late -> tank.store.put(OTHER, 2, new Moved(1)))
                .beforeAppend(late -> tank.store.put(STREAM, 3, new Moved(1)));

        var outcome = tank.pour("u", 3, unkeyed());

        assertThat(outcome).isEqualTo(committed(4, new Moved(-3)));
        assertThat(tank.store.calls())
                .containsExactly(
                        "load", "load", "append 3", "append 3", "read 2", "load", "append 4");
    }

    @Test
    void with_a_key_nobody_is_refused_by_what_the_command_itself_has_taken() {
        given();
        Commit.Origin origin = Commits.origin();
        // Between the reads of the two streams another request of this command is carried out.
        tank.store.afterRead(() -> tank.pour("u", 5, origin));

        var outcome = tank.pour("u", 5, origin);

        assertThat(outcome).isEqualTo(replayed(3, new Moved(-5)));
        assertThat(tank.store.all(OTHER)).hasSize(2);
    }

    @Test
    void an_append_without_an_answer_is_sent_again_to_both() {
        given();
        tank.store.loseAppend().loseAppend();

        var outcome = tank.pour("u", 3, Commits.origin());

        assertThat(outcome).isEqualTo(committed(3, new Moved(-3)));
        assertThat(tank.store.calls())
                .containsExactly("load", "load", "append 3", "append 3", "append 3");
        assertThat(tank.store.all(OTHER)).hasSize(2);
    }

    @Test
    void a_repeat_changes_neither() {
        given();
        Commit.Origin origin = Commits.origin();
        tank.pour("u", 3, origin);
        tank.store.calls();

        assertThat(tank.pour("u", 3, origin)).isEqualTo(replayed(3, new Moved(-3)));
        assertThat(tank.store.calls()).containsExactly("load");
    }

    /** This one holds 8 of 10 litres, the other one nothing of 5. */
    private void given() {
        tank.given(new Installed(10), new Moved(8));
        tank.store.put(OTHER, 1, new Installed(5));
    }
}
