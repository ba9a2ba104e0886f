package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;

/**
 * Somebody's decision that views go on without one commit that can't be taken in. The commit stays
 * where it is: code that can read it takes it in.
 */
public record Discard(StreamId stream, long version, String reason, String userId, Instant at) {}
