package dev.orderstream.eventsourcing.view;

/** How far a catch up has come. */
public sealed interface CaughtUp {

    /** The view shows all that was offered, and all before it. */
    record Reached(long version) implements CaughtUp {}

    /**
     * The view shows all before this version, whose commit can't be taken in, however often one
     * tries: it can't be read or folded, it is missing, or its view can't be stored.
     */
    record Stuck(long version, RuntimeException cause) implements CaughtUp {}
}
