package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;

/**
 * What there is to know of the streams of one category: the rules, the stored form of events and
 * state, and how much of the past is kept at hand.
 *
 * @param snapshotEvery after how many commits there is a snapshot again; a load is as long
 * @param changesKnown how many changes with a key a stream knows, so that they can be repeated
 * @param commitsMax how many commits a stream takes; after that only a command that {@linkplain
 *     Command#isAllowedPastBound may} adds one
 */
public record Aggregate<C, S, E, R>(
        Decider<C, S, E, R> decider,
        EventCodec<E> events,
        StateCodec<S> states,
        int snapshotEvery,
        int changesKnown,
        long commitsMax) {

    /** Of streams that take any number of commits. */
    public Aggregate(
            Decider<C, S, E, R> decider,
            EventCodec<E> events,
            StateCodec<S> states,
            int snapshotEvery,
            int changesKnown) {
        this(decider, events, states, snapshotEvery, changesKnown, Long.MAX_VALUE);
    }
}
