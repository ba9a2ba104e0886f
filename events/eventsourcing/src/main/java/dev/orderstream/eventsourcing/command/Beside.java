package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.StreamId;
import java.util.List;

/**
 * A stream that a command is decided on besides its own, and may add events to in the same write.
 *
 * @param <S> its state
 * @param <E> its events
 */
public record Beside<S, E>(Aggregate<?, S, E, ?> aggregate, StreamId stream) {

    /** Events that a command adds to such a stream: in the same write as its own, or not at all. */
    public record Events<E>(Beside<?, E> beside, List<E> events) {
        public Events {
            events = List.copyOf(events);
        }
    }
}
