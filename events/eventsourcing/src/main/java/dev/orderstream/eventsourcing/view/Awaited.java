package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;

/**
 * What a reader waits for: the version that a stream's view must have reached, and for how long.
 */
public record Awaited(StreamId stream, long version, Duration timeout) {}
