package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.view.Generations;
import java.util.Optional;
import java.util.function.Function;

/**
 * The port to where the ledger of generations is kept. An adapter is right when it passes {@code
 * GenerationLedgerContract} of the testkit. Any call may throw {@link OutageException}.
 */
public interface GenerationLedger extends Generations {

    /** The ledger, strongly consistent. */
    Ledger read();

    /**
     * Stores {@code next} where the stored one still has the revision of {@code previous}.
     *
     * @return false where another writer was faster; nothing is stored then
     */
    boolean replace(Ledger previous, Ledger next);

    /**
     * The same together with an operation, all or nothing: the ledger changes only where the
     * operation is as it was read, too.
     *
     * @return false where another writer was faster with either; nothing is stored then
     */
    default boolean replace(
            Ledger previous, Ledger next, Operation previousOperation, Operation nextOperation) {
        return replace(previous, next, previousOperation, nextOperation, ViewLimits.NONE);
    }

    /**
     * The same on the condition, in the same atomic write, that the views are within their limits.
     *
     * @return false where one is not, or another writer was faster; nothing is stored then
     */
    boolean replace(
            Ledger previous,
            Ledger next,
            Operation previousOperation,
            Operation nextOperation,
            ViewLimits limits);

    @Override
    default InUse inUse() {
        return read().inUse();
    }

    /**
     * Changes the ledger, however often others are faster.
     *
     * @param change the next ledger, or nothing where there is nothing to change
     * @return the ledger as it is then
     */
    default Ledger change(Function<Ledger, Optional<Ledger>> change) {
        while (true) {
            Ledger current = read();
            Optional<Ledger> next = change.apply(current);
            if (next.isEmpty()) {
                return current;
            }
            if (replace(current, next.get())) {
                return next.get();
            }
        }
    }
}
