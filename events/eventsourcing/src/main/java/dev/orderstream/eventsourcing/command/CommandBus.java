package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.HandlerMap;

/** Sends each command to the handler of its type. */
public final class CommandBus {

    /** Carries out the commands of one type. */
    @FunctionalInterface
    public interface Handler<C, O> {
        O handle(C command);
    }

    private final HandlerMap<Handler<?, ?>> handlers = new HandlerMap<>("command");

    /** Registers a handler; a type that has one already is refused. */
    public <O, C extends Command<O>> CommandBus with(
            Class<? extends C> type, Handler<C, O> handler) {
        handlers.put(type, handler);
        return this;
    }

    /**
     * What the command's handler answers.
     *
     * @throws IllegalStateException naming the type, where no handler is registered for it
     */
    @SuppressWarnings("unchecked") // with() accepts a handler only for its own command's type
    public <O> O dispatch(Command<O> command) {
        return ((Handler<Command<O>, O>) handlers.get(command.getClass())).handle(command);
    }
}
