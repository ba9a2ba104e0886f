package dev.orderstream.eventsourcing.view;

/**
 * A question to the read model.
 *
 * @param <A> its answer
 */
public interface Query<A> {}
