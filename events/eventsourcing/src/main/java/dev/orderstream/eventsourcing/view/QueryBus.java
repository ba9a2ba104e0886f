package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.HandlerMap;
import dev.orderstream.eventsourcing.MissingStoreException;

/** Sends each query to the handler of its type. */
public final class QueryBus {

    /** Answers the queries of one type. */
    @FunctionalInterface
    public interface Handler<Q, A> {
        A handle(Q query);
    }

    private final HandlerMap<Handler<?, ?>> handlers = new HandlerMap<>("query");
    private final Runnable gone;

    public QueryBus() {
        this(() -> {});
    }

    /**
     * Makes a bus that asks again where a generation is gone.
     *
     * @param gone lets handlers forget it
     */
    public QueryBus(Runnable gone) {
        this.gone = gone;
    }

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
        Handler<Query<A>, A> handler = (Handler<Query<A>, A>) handlers.get(query.getClass());
        try {
            return handler.handle(query);
        } catch (MissingStoreException e) {
            gone.run();
            return handler.handle(query);
        }
    }
}
