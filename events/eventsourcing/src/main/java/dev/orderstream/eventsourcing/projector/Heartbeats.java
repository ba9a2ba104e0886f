package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import java.util.Optional;

/** The port to where the last heartbeat is kept. Any call may throw {@link OutageException}. */
public interface Heartbeats {

    /** Keeps a heartbeat, unless it is known or one that was sent later has arrived already. */
    void arrived(Heartbeat heartbeat);

    /** The one that was sent last of those that have arrived; eventually consistent. */
    Optional<Heartbeat> last();
}
