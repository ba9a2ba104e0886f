package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import java.time.Instant;
import java.util.Map;

/**
 * The port to the notes that the lag is estimated from. An adapter is right when it passes {@code
 * HeartbeatsContract} of the testkit. Any call may throw {@link OutageException}.
 */
public interface Heartbeats {

    /** All notes; eventually consistent. */
    LagNotes read();

    /**
     * Notes what was sent, in place of the note before, unless a later call has noted already.
     *
     * @param sent by the number of the stream, of every stream that anything is known of
     * @param now when the sending began
     */
    void sent(Map<Integer, SentHeartbeat> sent, Instant now);

    /**
     * Notes heartbeats that have arrived, each unless it is known, or one that was sent later has
     * arrived already.
     *
     * @param sentAt by the number of the stream
     * @return those of them that were news
     */
    Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now);

    /**
     * Notes that a batch was late. Of those within ten seconds at least the greatest stays, for at
     * least as long as it counts.
     */
    void late(BatchLag batch);
}
