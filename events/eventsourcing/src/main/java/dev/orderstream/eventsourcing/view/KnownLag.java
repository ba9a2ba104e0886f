package dev.orderstream.eventsourcing.view;

import java.time.Duration;

/** Estimates how far the projector is behind the event table. */
@FunctionalInterface
public interface KnownLag {

    /** The current estimate; zero where nothing points to a lag. */
    Duration estimate();
}
