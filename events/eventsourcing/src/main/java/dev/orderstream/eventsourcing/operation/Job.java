package dev.orderstream.eventsourcing.operation;

import dev.orderstream.eventsourcing.OutageException;

/** How operations of one kind are carried out. */
public interface Job {

    /**
     * Goes on with an operation from where it stands, and ends it.
     *
     * @throws WorkStoppedException where the worker is to stop; another one goes on
     * @throws OutageException where it could not go on for now
     */
    void work(LeasedOperation operation);

    /** Ends an operation that can't be gone on with, and leaves nothing of it behind. */
    void fail(LeasedOperation operation, RuntimeException cause);
}
