package dev.orderstream.eventsourcing.projector;

import java.time.Instant;

/**
 * What is known of the heartbeats that were sent to one stream.
 *
 * @param pendingSince the time of the oldest one that had not arrived when the newest was sent; the
 *     newest one's own where all before it had
 * @param sentAt the time of the newest one
 * @param version the newest one's version in its day's stream
 */
public record SentHeartbeat(Instant pendingSince, Instant sentAt, long version) {

    public SentHeartbeat {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, got " + version);
        }
    }
}
