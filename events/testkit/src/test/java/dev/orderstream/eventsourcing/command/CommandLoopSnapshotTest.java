package dev.orderstream.eventsourcing.command;

import static dev.orderstream.eventsourcing.command.TankLoop.STREAM;
import static dev.orderstream.eventsourcing.command.TankLoop.committed;
import static dev.orderstream.eventsourcing.command.TankLoop.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.KnownCommands.Known;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Installed;
import dev.orderstream.testkit.Tank.Moved;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How far back a load has to read, and what it can trust there. */
class CommandLoopSnapshotTest {

    private final TankLoop tank = new TankLoop();
    private final ScriptedEventStore store = tank.store;

    @Test
    void a_commit_carries_a_snapshot_when_five_have_passed_since_the_last_one() {
        tank.install(100, Commits.origin());
        tank.filled(16);

        assertThat(withSnapshot()).containsExactly(5L, 10L, 15L);
    }

    @Test
    void a_snapshot_says_what_its_own_commit_has_made_and_who_had_it_made() {
        Commit.Origin create = Commits.origin();
        Commit.Origin change = Commits.origin();
        tank.install(100, create);
        tank.filled(3);
        tank.fill(20, change);

        assertThat(store.all(STREAM).getLast().snapshot())
                .isEqualTo(
                        new Snapshot(
                                1,
                                fields(100, 23),
                                new KnownCommands(
                                        List.of(
                                                new Known(
                                                        create.commandId(),
                                                        create.commandHash(),
                                                        1),
                                                new Known(
                                                        change.commandId(),
                                                        change.commandHash(),
                                                        5)))));
    }

    @Test
    void a_load_reads_back_to_the_snapshot_and_asks_for_no_more_than_that() {
        tank.install(100, Commits.origin());
        tank.filled(7);

        tank.fill(1);

        assertThat(store.lastRead()).containsExactly(5L, 6L, 7L, 8L);
        assertThat(store.commitsFirst()).isEqualTo(5);
        assertThat(tank.fill(100)).isEqualTo(rejected(9, new State(100, 8), Refusal.NO_ROOM));
    }

    @Test
    void a_snapshot_after_a_lost_race_has_the_winners_commit_in_it() {
        tank.given(new Installed(100), new Moved(1), new Moved(1));
        store.loseRace(new Moved(10));

        tank.fill(5);

        assertThat(snapshot(5).state()).isEqualTo(fields(100, 17));
    }

    @Test
    void a_snapshot_that_newer_code_has_written_is_passed_over() {
        // The fields of today, which mean something else there.
        given(new Snapshot(2, fields(1, 1), KnownCommands.NONE));

        var outcome = tank.fill(5);

        assertThat(outcome).isEqualTo(committed(7, new Moved(5)));
        assertThat(store.lastRead()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(snapshot(7).schema()).isEqualTo(1);
        assertThat(snapshot(7).state()).isEqualTo(fields(100, 10));
        assertThat(snapshot(7).commands().all())
                .extracting(Known::version)
                .containsExactly(1L, 5L, 6L, 7L);
    }

    @Test
    void a_snapshot_that_lacks_a_field_is_passed_over() {
        given(new Snapshot(1, Fields.NONE, KnownCommands.NONE));

        assertThat(tank.fill(96)).isEqualTo(rejected(6, new State(100, 5), Refusal.NO_ROOM));
    }

    @Test
    void a_snapshot_that_older_code_has_written_is_lifted() {
        // As if there were 1000 litres to each, so that one sees that nothing below was read.
        StateCodec<State> inLitres =
                new StateCodec<>(
                        Schema.first()
                                .then(data -> data.with("litres", thousandfold(data, "litres"))),
                        Tank.STATES.encode(),
                        Tank.STATES.decode());
        TankLoop newer = new TankLoop(new Aggregate<>(new Tank(), Tank.CODEC, inLitres, 5, 3));
        given(newer.store, new Snapshot(1, fields(9_000, 4), KnownCommands.NONE));

        var outcome = newer.fill(5_000);

        assertThat(outcome).isEqualTo(rejected(6, new State(9_000, 4_001), Refusal.NO_ROOM));
        assertThat(newer.store.lastRead()).containsExactly(5L, 6L);
        newer.filled(4);
        Snapshot next = snapshot(newer.store, 10);
        assertThat(next.schema()).isEqualTo(2);
        assertThat(next.state()).isEqualTo(fields(9_000, 4_005));
    }

    @Test
    void a_snapshot_for_which_there_is_no_room_is_left_out_and_tried_again_with_the_next_commit() {
        tank.given(new Installed(100), new Moved(1), new Moved(1), new Moved(1));
        var crowded =
                tank.over(
                        new Crowded(commit -> commit.version() == 5 && commit.snapshot() != null),
                        Tank.AGGREGATE);

        crowded.handle(new Fill("t", 1, Tank.envelope()));
        crowded.handle(new Fill("t", 1, Tank.envelope()));
        crowded.handle(new Fill("t", 1, Tank.envelope()));

        assertThat(withSnapshot()).containsExactly(6L);
        assertThat(store.all(STREAM)).hasSize(7);
    }

    @Test
    void a_commit_that_is_too_large_by_itself_is_told_and_not_sent() {
        tank.given(new Installed(100));
        var full = tank.over(new Crowded(commit -> true), Tank.AGGREGATE);

        assertThat(full.handle(new Fill("t", 1, Tank.envelope())))
                .isEqualTo(new Outcome.TooLarge<>(STREAM, 1));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_create_that_is_too_large_is_told_and_not_sent() {
        var full = tank.over(new Crowded(commit -> true), Tank.AGGREGATE);

        assertThat(full.handle(new Install("t", 1, Tank.envelope())))
                .isEqualTo(new Outcome.TooLarge<>(STREAM, 0));
        assertThat(store.calls()).containsExactly("load");
    }

    @Test
    void a_state_is_the_same_from_a_snapshot_and_from_all_commits() {
        Seeds.forEach(
                Seeds.runs(100, 5_000),
                (seed, random) -> {
                    var aggregate =
                            new Aggregate<>(
                                    new Tank(),
                                    Tank.CODEC,
                                    Tank.STATES,
                                    1 + random.nextInt(7),
                                    random.nextInt(4));
                    TankLoop any = new TankLoop(aggregate);
                    any.install(20, origin(random));
                    for (int i = random.nextInt(30); i > 0; i--) {
                        any.fill(random.nextInt(-5, 6), origin(random));
                    }

                    Loaded<State, Tank.Event> folded = Loaded.nothing(aggregate);
                    for (Commit commit : any.store.all(STREAM)) {
                        folded =
                                folded.after(
                                        new Commit(
                                                commit.stream(),
                                                commit.version(),
                                                commit.recordedAt(),
                                                commit.events(),
                                                commit.origin()));
                        if (commit.snapshot() != null) {
                            Loaded<State, Tank.Event> read =
                                    Loaded.nothing(aggregate).after(commit);
                            assertThat(read.state()).isEqualTo(folded.state());
                            assertThat(read.commands()).isEqualTo(folded.commands());
                        }
                    }
                    assertThat(any.fill(1_000))
                            .isEqualTo(rejected(folded.version(), folded.state(), Refusal.NO_ROOM));
                });
    }

    private static Commit.Origin origin(RandomGenerator random) {
        return random.nextBoolean() ? Commits.origin() : TankLoop.unkeyed();
    }

    /** Six commits of which the fifth carries this. */
    private void given(Snapshot snapshot) {
        given(store, snapshot);
    }

    private static void given(ScriptedEventStore store, Snapshot snapshot) {
        store.put(STREAM, 1, new Installed(100));
        for (int version = 2; version <= 6; version++) {
            Commit commit = Commits.of(STREAM, version, Tank.CODEC.encode(List.of(new Moved(1))));
            store.put(version == 5 ? commit.with(snapshot) : commit);
        }
    }

    private static Fields fields(int size, int litres) {
        return Tank.STATES.encode().apply(new State(size, litres));
    }

    private static Decimal thousandfold(Fields data, String name) {
        return new Decimal(data.decimal(name).multiply(BigDecimal.valueOf(1_000)));
    }

    private Snapshot snapshot(int version) {
        return snapshot(store, version);
    }

    private static Snapshot snapshot(ScriptedEventStore store, int version) {
        return Objects.requireNonNull(store.all(STREAM).get(version - 1).snapshot());
    }

    private List<Long> withSnapshot() {
        return store.all(STREAM).stream()
                .filter(commit -> commit.snapshot() != null)
                .map(Commit::version)
                .toList();
    }

    /** Has no room for some commits. */
    private final class Crowded extends ForwardingEventStore {
        private final Predicate<Commit> tooLarge;

        Crowded(Predicate<Commit> tooLarge) {
            super(store);
            this.tooLarge = tooLarge;
        }

        @Override
        public boolean fits(List<Commit> commits) {
            return commits.stream().noneMatch(tooLarge);
        }
    }
}
