package dev.orderstream.eventsourcing.command;

/** The command handlers of one aggregate, which it brings to the bus. */
@FunctionalInterface
public interface CommandHandlers {

    CommandBus register(CommandBus bus);
}
