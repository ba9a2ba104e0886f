package dev.orderstream.eventsourcing.projector;

import java.time.Duration;
import java.time.Instant;

/**
 * A batch that was late.
 *
 * @param lag from the oldest commit that it brought into a view, or from a heartbeat, to its end
 * @param notedAt its end
 */
public record BatchLag(Duration lag, Instant notedAt) {}
