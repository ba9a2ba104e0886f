package dev.orderstream.eventsourcing.operation;

import dev.orderstream.eventsourcing.OutageException;
import java.util.List;
import java.util.Optional;

/**
 * The port to where operations are kept. An adapter is right when it passes {@code
 * OperationsContract} of the testkit. All reads are strongly consistent. Any call may throw {@link
 * OutageException}.
 */
public interface Operations {

    /**
     * Keeps a new operation, unless one of its kind runs. The same again is kept once.
     *
     * @return false where another one runs; nothing is stored then
     */
    boolean start(Operation operation);

    Optional<Operation> find(String id);

    /** Those that have not ended, one of a kind at most. */
    List<Operation> running();

    /**
     * Stores {@code next} where the stored one still has the revision of {@code previous}.
     *
     * @return false where another writer was faster; nothing is stored then
     */
    boolean replace(Operation previous, Operation next);
}
