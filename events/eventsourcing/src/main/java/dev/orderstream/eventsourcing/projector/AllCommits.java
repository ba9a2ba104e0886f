package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import java.util.List;
import java.util.function.Consumer;

/** The port to all that an event store has, in no order. */
@FunctionalInterface
public interface AllCommits {

    /**
     * Hands over every commit that was acknowledged before the call, as the doorbell that it rang,
     * page by page.
     *
     * @throws OutageException where the store can't be reached
     */
    void forEachPage(Consumer<List<Doorbell>> page);
}
