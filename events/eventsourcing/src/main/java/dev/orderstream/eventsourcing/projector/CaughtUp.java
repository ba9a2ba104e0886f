package dev.orderstream.eventsourcing.projector;

/** How far a catch up has come, and what that took. */
public sealed interface CaughtUp {

    Work work();

    /** The view shows all that was offered, and all before it. */
    record Reached(long version, Work work) implements CaughtUp {}

    /**
     * The view shows all before this version, whose commit can't be taken in, however often one
     * tries: it can't be read or folded, it is missing, or its view can't be read or stored.
     *
     * @param byCommit whether the commit is at fault, so that a discard would pass it over
     */
    record Stuck(long version, RuntimeException cause, boolean byCommit, Work work)
            implements CaughtUp {}

    /**
     * What a catch up had to do.
     *
     * @param versionBefore that the view had when it was first read, 0 where there was none
     * @param gapsRepaired how often the event store was asked for what the doorbells lacked
     */
    record Work(long versionBefore, int viewsWritten, int gapsRepaired) {}
}
