package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;

/**
 * The port to where notices of parked streams are kept, one per generation and stream. Any call may
 * throw {@link OutageException}.
 */
public interface Notices {

    /**
     * Notes that a stream is stuck. Where it is noted already, one try is added, and the higher
     * version stays: that was answered for, too.
     */
    void park(int generation, StreamId stream, long version, String cause, Instant now);

    /** All notices of a generation, strongly consistent. */
    List<Notice> all(int generation);

    /** Takes a notice back, unless it has been changed since it was read. */
    void remove(Notice notice);
}
