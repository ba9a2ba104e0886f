package dev.orderstream.eventsourcing.operation;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Goes on with operations that nobody is at work on: those that were just started, and those whose
 * worker died or had no more time.
 *
 * @param holders makes a name that nobody else has
 */
public record OperationWorker(
        Operations operations, Map<Kind, Job> jobs, InstantSource clock, Supplier<String> holders) {

    public OperationWorker {
        jobs = Map.copyOf(jobs);
    }

    /**
     * Works until there is nothing to be done, or until the time is over.
     *
     * @throws OutageException where an operation could not be gone on with for now
     */
    public void run(Instant workUntil) {
        OutageException outage = null;
        for (Operation operation : operations.running()) {
            try {
                run(operation.id(), workUntil);
            } catch (OutageException passing) {
                outage = passing;
            }
        }
        if (outage != null) {
            throw outage;
        }
    }

    /** Works on one, where nobody else does. */
    public void run(String id, Instant workUntil) {
        Optional<Operation> operation = operations.find(id);
        operation
                .filter(found -> found.isFree(clock.instant()))
                .flatMap(free ->
                        LeasedOperation.take(operations, free, clock, holders.get(), workUntil))
                .ifPresent(this::work);
    }

    private void work(LeasedOperation operation) {
        Job job = Objects.requireNonNull(jobs.get(operation.current().kind()));
        try {
            job.work(operation);
        } catch (WorkStoppedException | CancellationException stopped) {
            operation.release();
        } catch (OutageException passing) {
            operation.release();
            throw passing;
        } catch (RuntimeException lasting) {
            fail(job, operation, lasting);
        }
    }

    /** What fails may have failed because the operation is somebody else's, or was aborted. */
    private static void fail(Job job, LeasedOperation operation, RuntimeException cause) {
        try {
            job.fail(operation, cause);
        } catch (WorkStoppedException notOurs) {
            // Whoever has it goes on with it.
        }
    }
}
