package dev.orderstream.eventsourcing.operation;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation.Lease;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operation in the hands of the one worker who has its lease. Each save of progress renews the
 * lease, and tells a worker to stop who lost it. Several threads of his may save at once.
 */
public final class LeasedOperation {

    /** Longer than the time between two saves, and than a step of the clock between machines. */
    public static final Duration LEASED_FOR = Duration.ofSeconds(30);

    private final Operations operations;
    private final InstantSource clock;
    private final String holder;
    private final Instant workUntil;
    private final ReentrantLock saving = new ReentrantLock();
    private Operation current;

    private LeasedOperation(
            Operations operations,
            InstantSource clock,
            String holder,
            Instant workUntil,
            Operation leased) {
        this.operations = operations;
        this.clock = clock;
        this.holder = holder;
        this.workUntil = workUntil;
        this.current = leased;
    }

    /**
     * Takes the lease of an operation that nobody is at work on.
     *
     * @param holder a name that nobody else has
     * @param workUntil when to stop and leave the rest to others
     * @return empty where another worker was faster
     */
    static Optional<LeasedOperation> take(
            Operations operations,
            Operation free,
            InstantSource clock,
            String holder,
            Instant workUntil) {
        Operation leased = free.leased(new Lease(holder, clock.instant().plus(LEASED_FOR)));
        return operations.replace(free, leased)
                ? Optional.of(new LeasedOperation(operations, clock, holder, workUntil, leased))
                : Optional.empty();
    }

    /** The operation as it was saved last. */
    public Operation current() {
        saving.lock();
        try {
            return current;
        } finally {
            saving.unlock();
        }
    }

    /**
     * Saves how far the operation has come.
     *
     * @throws WorkStoppedException where the worker is to stop; the change may be saved or not
     */
    public void save(UnaryOperator<Operation> change) {
        save(change, operations::replace);
    }

    /**
     * Saves it together with something else, all or nothing.
     *
     * @param replace stores the operation in the place of another one, where that is still stored;
     *     false where it or what is stored with it has changed, and all is tried anew
     * @throws WorkStoppedException where the worker is to stop; the change may be saved or not
     */
    public void save(UnaryOperator<Operation> change, BiPredicate<Operation, Operation> replace) {
        Instant now = clock.instant();
        store(
                operation ->
                        change.apply(operation).leased(new Lease(holder, now.plus(LEASED_FOR))),
                replace);
        if (!now.isBefore(workUntil)) {
            throw new WorkStoppedException("the worker's time is over");
        }
    }

    /**
     * Says that the worker is alive: renews the lease where it is not young any more. Any thread of
     * his may call it at any time; while one of them saves, none needs to.
     *
     * @throws WorkStoppedException where the worker is to stop
     */
    public void alive() {
        if (!saving.tryLock()) {
            return;
        }
        try {
            Lease lease = current.lease();
            if (lease == null
                    || clock.instant().plus(LEASED_FOR.dividedBy(2)).isAfter(lease.until())) {
                save(operation -> operation);
            }
        } finally {
            saving.unlock();
        }
    }

    /** Ends the operation. */
    public void end(Status how, Fields result) {
        store(operation -> operation.ended(how, clock.instant(), result), operations::replace);
    }

    /** Ends it together with something else, all or nothing; the rest is as for {@link #save}. */
    public void end(Status how, Fields result, BiPredicate<Operation, Operation> replace) {
        store(operation -> operation.ended(how, clock.instant(), result), replace);
    }

    /** Lets somebody else go on at once. */
    void release() {
        try {
            store(operation -> operation.leased(null), operations::replace);
        } catch (WorkStoppedException notOurs) {
            // There is nothing to be released.
        }
    }

    private void store(UnaryOperator<Operation> change, BiPredicate<Operation, Operation> replace) {
        saving.lock();
        try {
            while (true) {
                Operation next = change.apply(current);
                if (replace.test(current, next)) {
                    current = next;
                    return;
                }
                current = reread(next);
                if (current.equals(next)) {
                    return;
                }
            }
        } finally {
            saving.unlock();
        }
    }

    /** What is stored: our own change, if only its answer was lost. */
    private Operation reread(Operation next) {
        @Nullable Operation stored = operations.find(next.id()).orElse(null);
        if (stored == null || !(stored.equals(next) || stored.isLeasedBy(holder))) {
            throw new WorkStoppedException("the operation is somebody else's, or has ended");
        }
        return stored;
    }
}
