package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;

/**
 * The port to where discards are kept, for ever. They are looked up only where a commit can't be
 * taken in. Any call may throw {@link OutageException}.
 */
public interface Discards {

    /** The discard of a commit, strongly consistent. */
    Optional<Discard> find(StreamId stream, long version);

    /** Keeps a discard; where that commit has one already, the first one stays. */
    void add(Discard discard);
}
