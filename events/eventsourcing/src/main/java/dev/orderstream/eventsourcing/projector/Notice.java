package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;

/**
 * A stream that is parked: in this generation its view can't come to this version.
 *
 * @param since when that was first seen
 * @param lastTried when it was last seen
 * @param tries how often it was seen
 */
public record Notice(
        int generation,
        StreamId stream,
        long version,
        String cause,
        Instant since,
        Instant lastTried,
        int tries) {}
