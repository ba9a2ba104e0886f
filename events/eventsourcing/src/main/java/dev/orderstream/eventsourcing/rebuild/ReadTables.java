package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.OutageException;

/**
 * The port to the places that generations are kept in. Any call may throw {@link OutageException}.
 */
public interface ReadTables {

    /** Whether a generation has a place, whoever made it. */
    boolean exists(int generation);

    /** Makes the place of a generation, where there is none, and returns when it can be used. */
    void create(int generation);

    /** Removes the place of a generation and all that is in it, where there is one. */
    void delete(int generation);
}
