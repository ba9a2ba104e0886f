package dev.orderstream.eventsourcing.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever happens to a worker, before and after each call that he makes to a port. */
class RebuildCrashTest {

    private static final int TANKS = 6;

    private static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private static RebuildFixture asked() {
        RebuildFixture fixture = new RebuildFixture();
        for (int tank = 0; tank < TANKS; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1 + tank);
            fixture.project(1, Tank.stream("t-" + tank));
        }
        fixture.operations.start(
                Operation.started("r-1", Kind.REBUILD, "u", fixture.now(), Fields.NONE));
        return fixture;
    }

    /** What happens at one call, and what is done and seen then. */
    private interface Trouble {
        void strike(RebuildFixture fixture);

        void workAndCheck(RebuildFixture fixture, int call);
    }

    /**
     * Lets trouble strike at the first call of a rebuild, at the second one of another, and so on.
     *
     * @return how many calls a rebuild makes
     */
    private static int atEachCall(Trouble trouble) {
        for (int call = 1; ; call++) {
            int number = call;
            RebuildFixture fixture = asked();
            AtomicInteger calls = new AtomicInteger();
            fixture.called =
                    made -> {
                        if (calls.incrementAndGet() == number) {
                            trouble.strike(fixture);
                        }
                    };
            trouble.workAndCheck(fixture, call);
            if (calls.get() < call) {
                return call;
            }
        }
    }

    /** One that ends a worker by what it throws; another one goes on when the lease is over. */
    private record Ending(Supplier<Throwable> thrown) implements Trouble {
        @Override
        public void strike(RebuildFixture fixture) {
            sneak(thrown.get());
        }

        @Override
        public void workAndCheck(RebuildFixture fixture, int call) {
            try {
                fixture.work();
            } catch (Died | OutageException ended) {
                fixture.leasesEnd();
                fixture.work();
            }
            checkRebuilt(fixture, call);
        }

        private static void sneak(Throwable thrown) {
            switch (thrown) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                default -> throw new IllegalArgumentException(thrown);
            }
        }
    }

    private static void checkRebuilt(RebuildFixture fixture, int call) {
        fixture.called = made -> {};
        Operation rebuild = fixture.operations.find("r-1").orElseThrow();
        assertThat(rebuild.status())
                .as("call %d: %s", call, rebuild.result())
                .isEqualTo(Status.SUCCEEDED);
        assertThat(fixture.ledger.read().serving()).isEqualTo(2);
        assertThat(fixture.ledger.read().highest()).isEqualTo(2);
        assertThat(fixture.deleted).isEmpty();
        for (int tank = 0; tank < TANKS; tank++) {
            assertThat(
                            fixture.views(2)
                                    .read(new TankProjection().key("t-" + tank), Consistency.STRONG)
                                    .orElseThrow()
                                    .version())
                    .isEqualTo(1 + tank);
        }
        Operation verified = fixture.verify("v-1", false);
        assertThat(verified.result().decimal("differing").intValue()).isZero();
        assertThat(verified.result().decimal("checked").intValue()).isEqualTo(TANKS + 1);
    }

    @Test
    void a_worker_dies_at_any_call_and_another_one_goes_on() {
        assertThat(atEachCall(new Ending(Died::new))).isGreaterThan(100);
    }

    @Test
    void the_answer_of_any_call_is_lost_and_another_worker_goes_on() {
        atEachCall(new Ending(() -> new OutageException(true, new IllegalStateException())));
    }

    /** As where a machine sleeps: he never learns of it but by what he finds then. */
    @Test
    void a_worker_sleeps_at_any_call_while_another_one_does_all_the_rest() {
        atEachCall(
                new Trouble() {
                    @Override
                    public void strike(RebuildFixture fixture) {
                        fixture.leasesEnd();
                        fixture.work();
                    }

                    @Override
                    public void workAndCheck(RebuildFixture fixture, int call) {
                        fixture.work();
                        checkRebuilt(fixture, call);
                    }
                });
    }

    @Test
    void it_is_aborted_at_any_call_and_what_serves_goes_on_to_serve() {
        AtomicInteger aborted = new AtomicInteger();
        atEachCall(
                new Trouble() {
                    @Override
                    public void strike(RebuildFixture fixture) {
                        Operation running = fixture.operations.find("r-1").orElseThrow();
                        if (running.isRunning()) {
                            fixture.rebuild()
                                    .abort(
                                            running,
                                            running.ended(
                                                    Status.ABORTED, fixture.now(), Fields.NONE));
                        }
                    }

                    @Override
                    public void workAndCheck(RebuildFixture fixture, int call) {
                        fixture.work();
                        fixture.work();
                        if (status(fixture) == Status.ABORTED) {
                            aborted.incrementAndGet();
                            assertThat(fixture.ledger.read().serving()).isEqualTo(1);
                            assertThat(fixture.ledger.read().beside().values())
                                    .allMatch(Beside.Dropping.class::isInstance);
                        } else {
                            checkRebuilt(fixture, call);
                        }
                    }
                });
        assertThat(aborted).hasValueGreaterThan(50);
    }

    private static Status status(RebuildFixture fixture) {
        return fixture.operations.find("r-1").orElseThrow().status();
    }
}
