package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Lease;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testkit.InMemoryOperations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What alarms look at. */
class OperationMetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final MetricLines METRICS =
            new MetricLines(
                    MetricLines.Format.TEXT,
                    "shop",
                    LoggerFactory.getLogger(OperationMetricsTest.class));

    private final InMemoryOperations operations = new InMemoryOperations();
    private final Operation started =
            Operation.started("an-id", Kind.VERIFICATION, "u-1", NOW, Fields.NONE);

    OperationMetricsTest() {
        operations.start(started);
    }

    @Test
    void an_operation_that_fails_ends_and_counts_once_with_its_stack_in_the_log() {
        List<String> logged = logged(() -> work(new IllegalStateException("out of luck")));

        assertThat(operations.find("an-id")).map(Operation::status).contains(Status.FAILED);
        assertThat(logged).filteredOn(line -> line.contains("OperationsFailed=1")).hasSize(1);
        assertThat(logged)
                .anyMatch(line ->
                        line.contains("The verification an-id has failed")
                                && line.contains("out of luck")
                                && line.contains("OperationMetricsTest"));
    }

    @Test
    void an_outage_is_no_failure() {
        List<String> logged =
                logged(() ->
                        assertThatThrownBy(
                                        () -> work(new OutageException(true, new Exception("x"))))
                                .isInstanceOf(OutageException.class));

        assertThat(operations.find("an-id")).map(Operation::isRunning).contains(true);
        assertThat(logged).noneMatch(line -> line.contains("OperationsFailed"));
    }

    @Test
    void an_operation_that_nobody_is_at_work_on_is_counted() {
        assertThat(checked()).anyMatch(line -> line.contains("OperationsWithoutWorker=1"));

        Operation left = held(NOW);
        operations.replace(started, left);

        assertThat(checked()).anyMatch(line -> line.contains("OperationsWithoutWorker=1"));
    }

    @Test
    void one_that_somebody_is_at_work_on_or_that_has_ended_is_not() {
        Operation held = held(NOW.plusSeconds(1));
        operations.replace(started, held);

        assertThat(checked()).isEmpty();

        operations.replace(held, held.ended(Status.ABORTED, NOW, Fields.NONE));

        assertThat(checked()).isEmpty();
    }

    private Operation held(Instant until) {
        return new Operation(
                started.id(),
                started.kind(),
                started.revision() + 1,
                started.status(),
                started.userId(),
                started.startedAt(),
                null,
                started.settings(),
                started.progress(),
                new Lease("w", until),
                started.state(),
                started.result());
    }

    private List<String> checked() {
        return logged(() -> new Attendance(operations, METRICS, CLOCK).check());
    }

    private static List<String> logged(Runnable work) {
        try (LogLines lines = new LogLines()) {
            work.run();
            return lines.all();
        }
    }

    private void work(RuntimeException fault) {
        Job job =
                new Job() {
                    @Override
                    public void work(LeasedOperation operation) {
                        throw fault;
                    }

                    @Override
                    public void fail(LeasedOperation operation, RuntimeException cause) {
                        operation.end(
                                Status.FAILED,
                                Document.fields().put("cause", cause.getMessage()).build());
                    }
                };
        new OperationWorker(
                        operations,
                        Map.of(Kind.VERIFICATION, new WatchedJob(job, METRICS)),
                        CLOCK,
                        () -> "w")
                .run(NOW.plusSeconds(60));
    }
}
