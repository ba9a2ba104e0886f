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
import java.util.function.Consumer;
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

    /** What is told of the n-th call alone. */
    private static Consumer<String> atCall(int number, AtomicInteger calls, Runnable act) {
        return call -> {
            if (calls.incrementAndGet() == number) {
                act.run();
            }
        };
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
        int call = 0;
        AtomicInteger calls;
        do {
            call++;
            RebuildFixture fixture = asked();
            calls = new AtomicInteger();
            fixture.called = atCall(call, calls, RebuildCrashTest::die);
            try {
                fixture.work();
            } catch (Died died) {
                fixture.leasesEnd();
                fixture.work();
            }
            checkRebuilt(fixture, call);
        } while (calls.get() >= call);
        assertThat(call).isGreaterThan(100);
    }

    private static void die() {
        throw new Died();
    }

    @Test
    void the_answer_of_any_call_is_lost_and_another_worker_goes_on() {
        int call = 0;
        AtomicInteger calls;
        do {
            call++;
            RebuildFixture fixture = asked();
            calls = new AtomicInteger();
            fixture.called =
                    atCall(
                            call,
                            calls,
                            () -> {
                                throw new OutageException(true, new IllegalStateException());
                            });
            try {
                fixture.work();
            } catch (OutageException outage) {
                fixture.leasesEnd();
                fixture.work();
            }
            checkRebuilt(fixture, call);
        } while (calls.get() >= call);
    }

    /** As where a machine sleeps: he never learns of it but by what he finds then. */
    @Test
    void a_worker_sleeps_at_any_call_while_another_one_does_all_the_rest() {
        int call = 0;
        AtomicInteger calls;
        do {
            call++;
            RebuildFixture fixture = asked();
            calls = new AtomicInteger();
            fixture.called =
                    atCall(
                            call,
                            calls,
                            () -> {
                                fixture.leasesEnd();
                                fixture.work();
                            });
            fixture.work();
            checkRebuilt(fixture, call);
        } while (calls.get() >= call);
    }

    @Test
    void it_is_aborted_at_any_call_and_what_serves_goes_on_to_serve() {
        int call = 0;
        int aborted = 0;
        AtomicInteger calls;
        do {
            call++;
            RebuildFixture fixture = asked();
            calls = new AtomicInteger();
            fixture.called =
                    atCall(
                            call,
                            calls,
                            () -> {
                                Operation running = fixture.operations.find("r-1").orElseThrow();
                                if (running.isRunning()) {
                                    fixture.rebuild()
                                            .abort(
                                                    running,
                                                    running.ended(
                                                            Status.ABORTED,
                                                            fixture.now(),
                                                            Fields.NONE));
                                }
                            });
            fixture.work();
            fixture.work();
            if (fixture.operations.find("r-1").orElseThrow().status() == Status.ABORTED) {
                aborted++;
                assertThat(fixture.ledger.read().serving()).isEqualTo(1);
                assertThat(fixture.ledger.read().beside().values())
                        .allMatch(Beside.Dropping.class::isInstance);
            } else {
                checkRebuilt(fixture, call);
            }
        } while (calls.get() >= call);
        assertThat(aborted).isGreaterThan(50);
    }
}
