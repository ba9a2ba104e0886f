package dev.orderstream.eventsourcing.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.eventsourcing.scan.SegmentedScan.Opener;
import dev.orderstream.eventsourcing.scan.SegmentedScan.Step;
import dev.orderstream.testkit.InMemoryOperations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentedScanTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int STEPS = 5;

    private final InMemoryOperations operations = new InMemoryOperations();

    /** Runs all to their ends, one after the other, and tells what the first has thrown then. */
    private static final AtOnce ALL_TO_THE_END =
            tasks -> {
                @Nullable RuntimeException first = null;
                for (Runnable task : tasks) {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        first = first == null ? e : first;
                    }
                }
                if (first != null) {
                    throw first;
                }
            };

    @Test
    void where_one_segment_fails_the_others_leave_the_rest_to_the_next_worker() {
        operations.start(Operation.started("an-id", Kind.VERIFICATION, "u", NOON, Fields.NONE));
        List<Integer> stepsBySegment = new ArrayList<>();
        AtomicInteger outages = new AtomicInteger(1);

        assertThatThrownBy(() -> work(opener(stepsBySegment, outages)))
                .isInstanceOf(OutageException.class);
        assertThat(stepsBySegment).containsExactly(0, 0);

        work(opener(stepsBySegment, outages));
        assertThat(stepsBySegment).hasSize(2 + 3 * STEPS);
        assertThat(operations.find("an-id").orElseThrow().progress().done())
                .isEqualTo(1 + 3 * STEPS);
    }

    /** The second step of the first segment fails as often as there are outages. */
    private static Opener opener(List<Integer> stepsBySegment, AtomicInteger outages) {
        return (segment, after) -> {
            AtomicInteger steps = new AtomicInteger();
            return () -> {
                stepsBySegment.add(segment.number());
                boolean last = steps.incrementAndGet() == STEPS;
                if (steps.get() == 2 && outages.getAndDecrement() > 0) {
                    throw new OutageException(false, new IllegalStateException("down"));
                }
                return new Step(1, null, last, state -> state);
            };
        };
    }

    private void work(Opener opener) {
        Job job =
                new Job() {
                    @Override
                    public void work(LeasedOperation operation) {
                        new SegmentedScan(ALL_TO_THE_END, 3).run(operation, opener);
                    }

                    @Override
                    public void fail(LeasedOperation operation, RuntimeException cause) {
                        throw cause;
                    }
                };
        new OperationWorker(
                        operations,
                        Map.of(Kind.VERIFICATION, job),
                        InstantSource.fixed(NOON),
                        () -> "worker")
                .run(NOON.plusSeconds(60));
    }
}
