package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;

/**
 * Tells which generation of the read model serves: a rebuild fills another one beside it and then
 * lets that one serve.
 */
@FunctionalInterface
public interface Generations {

    /**
     * The number of the serving generation.
     *
     * @throws OutageException where it can't be read
     */
    int serving();
}
