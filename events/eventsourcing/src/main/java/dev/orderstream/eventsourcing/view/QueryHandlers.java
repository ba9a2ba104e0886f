package dev.orderstream.eventsourcing.view;

/** The query handlers of one aggregate, which it brings to the bus. */
@FunctionalInterface
public interface QueryHandlers {

    QueryBus register(QueryBus bus);
}
