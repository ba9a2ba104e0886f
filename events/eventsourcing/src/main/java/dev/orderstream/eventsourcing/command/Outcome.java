package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.StreamId;
import java.util.List;

/**
 * What came of a command. Every case is one that its sender can act on; faults are exceptions.
 *
 * @param <S> the aggregate's state
 * @param <E> its events
 * @param <R> its rejections
 */
public sealed interface Outcome<S, E, R> {

    StreamId stream();

    /** The stream's version that the outcome was decided on, or that it made; 0 for no stream. */
    long version();

    /**
     * The command's events are stored at this version.
     *
     * @param replayed whether another request had them stored
     */
    record Committed<S, E, R>(StreamId stream, long version, List<E> events, boolean replayed)
            implements Outcome<S, E, R> {

        public Committed {
            events = List.copyOf(events);
        }
    }

    /** Things were already as the command wants them; nothing was stored. */
    record Unchanged<S, E, R>(StreamId stream, long version, S state) implements Outcome<S, E, R> {}

    /** The rules forbid the command in this state; nothing was stored. */
    record Rejected<S, E, R>(StreamId stream, long version, S state, R reason)
            implements Outcome<S, E, R> {}

    /**
     * A condition of the sender does not hold; nothing was stored.
     *
     * @param exists true where the command was to create what exists already; false where the
     *     stream has another version than the required one
     */
    record PreconditionFailed<S, E, R>(StreamId stream, long version, boolean exists)
            implements Outcome<S, E, R> {

        /** The stream has another version. */
        public PreconditionFailed(StreamId stream, long version) {
            this(stream, version, false);
        }
    }

    /** A command of the same id asked for something else before; nothing was stored. */
    record IdReused<S, E, R>(StreamId stream, long version) implements Outcome<S, E, R> {}

    /** Its events are more than can be stored at once; nothing was stored. */
    record TooLarge<S, E, R>(StreamId stream, long version) implements Outcome<S, E, R> {}

    /** The stream has as many commits as it takes; nothing was stored. */
    record TooManyCommits<S, E, R>(StreamId stream, long version) implements Outcome<S, E, R> {}

    /** Other writers were faster until the time was over; nothing was stored. */
    record Contended<S, E, R>(StreamId stream, long version) implements Outcome<S, E, R> {}
}
