package dev.orderstream.eventsourcing.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a rebuild does about commits that can't be taken in, and about what comes in between. */
class RebuildFailureTest {

    private static final StreamId TANK = Tank.stream("t-1");
    private static final ViewKey KEY = new TankProjection().key("t-1");

    private final RebuildFixture fixture = new RebuildFixture();

    /** The projection, which can't fold some versions. */
    private record Broken(Set<Long> versions) implements Projection<TankProjection.Level> {
        private static final TankProjection REAL = new TankProjection();

        @Override
        public String category() {
            return REAL.category();
        }

        @Override
        public EventCodec<?> events() {
            return REAL.events();
        }

        @Override
        public ViewKey key(String id) {
            return REAL.key(id);
        }

        @Override
        public TankProjection.Level evolve(TankProjection.@Nullable Level view, Commit commit) {
            if (versions.contains(commit.version())) {
                throw new IllegalStateException("can't be folded");
            }
            return REAL.evolve(view, commit);
        }

        @Override
        public ViewBody write(TankProjection.Level view) {
            return REAL.write(view);
        }

        @Override
        public TankProjection.Level read(ViewBody body) {
            return REAL.read(body);
        }

        @Override
        public Tokens tokens(String id, TankProjection.Level view) {
            return REAL.tokens(id, view);
        }
    }

    private View view(int generation) {
        return fixture.views(generation).read(KEY, Consistency.STRONG).orElseThrow();
    }

    private void park(int generation) {
        if (fixture.project(generation, TANK) instanceof Stuck stuck) {
            fixture.serving(generation)
                    .parked()
                    .park(TANK, stuck.version(), stuck.cause(), fixture.now());
        }
    }

    @Test
    void where_new_code_can_not_take_in_what_is_shown_the_old_generation_goes_on_to_serve() {
        fixture.change(TANK, 5);
        fixture.project(1, TANK);
        fixture.projection = new Broken(Set.of(3L));

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).isEqualTo(Status.FAILED);
        assertThat(rebuild.result().text("cause"))
                .isEqualTo("streams are parked in the new generation alone");
        Ledger ledger = fixture.ledger.read();
        assertThat(ledger.serving()).isEqualTo(1);
        assertThat(ledger.beside().get(2)).isInstanceOf(Beside.Dropping.class);
        assertThat(view(1).version()).isEqualTo(5);

        fixture.projection = new TankProjection();
        assertThat(fixture.rebuild("r-2").status()).isEqualTo(Status.SUCCEEDED);
        assertThat(fixture.ledger.read().serving()).isEqualTo(3);
    }

    /** Else it would park each of them, one at a time. */
    @Test
    void where_new_code_can_take_in_next_to_nothing_it_is_given_up_before_all_is_tried() {
        for (int tank = 0; tank < 2_000; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1);
        }
        fixture.projection = new Broken(Set.of(1L));

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).isEqualTo(Status.FAILED);
        assertThat(rebuild.result().text("cause"))
                .isEqualTo(
                        "more than 1000 streams can't be taken in that the serving generation has");
        assertThat(rebuild.result().list("streams", each -> each.text("cause")))
                .containsExactly(
                        "the projection failed: java.lang.IllegalStateException: can't be"
                                + " folded");
        assertThat(fixture.notices.all(2)).hasSize(1_001);
    }

    @Test
    void however_many_streams_are_parked_where_readers_are_hold_nothing_up() {
        for (int tank = 0; tank < 1_100; tank++) {
            StreamId stream = Tank.stream("t-" + tank);
            fixture.change(stream, 1);
            fixture.notices.park(1, stream, 1, "broken", fixture.now());
        }
        fixture.projection = new Broken(Set.of(1L));

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(rebuild.result().decimal("parked").intValue()).isEqualTo(1_100);
    }

    @Test
    void a_stream_that_is_parked_in_both_as_far_does_not_hold_it_up() {
        fixture.change(TANK, 5);
        fixture.projection = new Broken(Set.of(5L));
        park(1);

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(rebuild.result().decimal("parked").intValue()).isEqualTo(1);
        assertThat(view(2).version()).isEqualTo(4);
        assertThat(fixture.notices.find(2, TANK)).isPresent();
    }

    @Test
    void a_stream_that_is_parked_in_both_but_earlier_in_the_new_one_does() {
        fixture.change(TANK, 5);
        fixture.projection = new Broken(Set.of(5L));
        park(1);
        fixture.projection = new Broken(Set.of(3L, 5L));

        assertThat(fixture.rebuild("r-1").status()).isEqualTo(Status.FAILED);
        assertThat(fixture.ledger.read().serving()).isEqualTo(1);
    }

    @Test
    void a_notice_that_comes_between_look_and_flip_is_tried_and_does_no_harm() {
        fixture.change(TANK, 5);
        AtomicBoolean once = new AtomicBoolean();
        List<Integer> looks = new ArrayList<>();
        fixture.called =
                call -> {
                    boolean flips = call.equals("before Notices.all") && looks.size() >= 1;
                    if (call.equals("before Notices.all")) {
                        looks.add(1);
                    }
                    if (flips && looks.size() == 3 && once.compareAndSet(false, true)) {
                        fixture.notices.parkBeside(2, TANK, 5, "throttled", fixture.now());
                    }
                };

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(once).isTrue();
        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(fixture.notices.all(2)).isEmpty();
        assertThat(view(2).version()).isEqualTo(5);
    }

    @Test
    void a_commit_that_was_discarded_is_passed_over_by_projector_rebuild_and_verification_alike() {
        fixture.change(TANK, 5);
        fixture.projection = new Broken(Set.of(1L, 3L));
        discard(1);
        discard(3);
        fixture.project(1, TANK);

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        for (int generation = 1; generation <= 2; generation++) {
            assertThat(view(generation).version()).isEqualTo(5);
            assertThat(view(generation).body().details().text("versions")).isEqualTo("2 4 5");
            assertThat(fixture.views(generation).history(KEY.owner(), 0, 5, 10, Consistency.STRONG))
                    .extracting(HistoryEntry::version)
                    .containsExactly(2L, 4L, 5L);
        }
        Operation verified = fixture.verify("v-1", true);
        assertThat(verified.result().decimal("differing").intValue()).isZero();
    }

    @Test
    void where_the_first_commits_are_discarded_there_is_no_view_until_one_is_folded() {
        fixture.change(TANK, 2);
        fixture.projection = new Broken(Set.of(1L, 2L));
        discard(1);
        discard(2);

        assertThat(fixture.rebuild("r-1").status()).isEqualTo(Status.SUCCEEDED);
        assertThat(fixture.views(2).read(KEY, Consistency.STRONG)).isEmpty();
        assertThat(fixture.verify("v-1", false).result().decimal("differing").intValue()).isZero();

        fixture.change(TANK, 1);
        fixture.project(2, TANK);
        assertThat(view(2).version()).isEqualTo(3);
    }

    @Test
    void a_discard_says_nothing_once_the_commit_can_be_folded_and_is_not_even_looked_up() {
        fixture.change(TANK, 5);
        discard(3);
        List<String> lookups = new ArrayList<>();
        fixture.called =
                call -> {
                    if (call.equals("before Discards.find")) {
                        lookups.add(call);
                    }
                };

        assertThat(fixture.rebuild("r-1").status()).isEqualTo(Status.SUCCEEDED);

        assertThat(view(2).body().details().text("versions")).isEqualTo("1 2 3 4 5");
        assertThat(lookups).isEmpty();
    }

    private void discard(long version) {
        fixture.discards.add(new Discard(TANK, version, "broken", "u", fixture.now()));
    }

    @Test
    void while_no_command_runs_each_view_is_written_once_and_never_read_before() {
        for (int tank = 0; tank < 40; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1 + tank % 9);
        }
        List<String> calls = new ArrayList<>();
        List<String> beforeVerify = new ArrayList<>();
        fixture.called =
                call -> {
                    calls.add(call);
                    if (call.equals("before ViewStore.read") && beforeVerify.isEmpty()) {
                        beforeVerify.addAll(calls);
                    }
                };

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(calls).filteredOn("before ViewStore.replace"::equals).hasSize(40);
        assertThat(calls).filteredOn("before ViewStore.putAhead"::equals).hasSize(40);
        assertThat(beforeVerify).filteredOn("before ViewStore.replace"::equals).hasSize(40);
        assertThat(beforeVerify).doesNotContain("before EventStore.readAfter");
    }

    @Test
    void commits_that_are_late_are_no_fault_of_the_new_generation() {
        fixture.change(TANK, 2);
        AtomicInteger estimates = new AtomicInteger();
        // Nobody projects them: one more is missing each time that a comparison begins.
        fixture.called =
                call -> {
                    if (call.equals("before AllCommits.estimate")
                            && estimates.incrementAndGet() > 1) {
                        fixture.change(TANK, 1);
                    }
                };

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(estimates).hasValue(2);
        assertThat(fixture.views(2).read(KEY, Consistency.STRONG).orElseThrow().version())
                .isEqualTo(3);
    }
}
