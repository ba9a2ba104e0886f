package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.HandlerMap;

/** Sends each query to the handler of its type. */
public final class QueryBus {

    /** Answers the queries of one type. */
    @FunctionalInterface
    public interface Handler<Q, A> {
        A handle(Q query);
    }

    private final HandlerMap<Handler<?, ?>> handlers = new HandlerMap<>("query");

    /** Registers a handler; a type that has one already is refused. */
    public <A, Q extends Query<A>> QueryBus with(Class<Q> type, Handler<Q, A> handler) {
        handlers.put(type, handler);
        return this;
    }

    /**
     * The handler's answer.
     *
     * @throws IllegalStateException naming the type, where no handler is registered for it
     */
    @SuppressWarnings("unchecked") // with() accepts a handler only for its own query's type
    public <A> A dispatch(Query<A> query) {
        return ((Handler<Query<A>, A>) handlers.get(query.getClass())).handle(query);
    }
}
