package dev.orderstream.eventsourcing;

import java.util.HashMap;
import java.util.Map;

/** Handlers by the exact type of the message that they handle: what both buses are made of. */
public final class HandlerMap<H> {

    private final String messageKind;
    private final Map<Class<?>, H> handlers = new HashMap<>();

    public HandlerMap(String messageKind) {
        this.messageKind = messageKind;
    }

    public void put(Class<?> messageType, H handler) {
        if (handlers.putIfAbsent(messageType, handler) != null) {
            throw new IllegalStateException(
                    "two handlers for %s %s".formatted(messageKind, messageType.getName()));
        }
    }

    public H get(Class<?> messageType) {
        H handler = handlers.get(messageType);
        if (handler == null) {
            throw new IllegalStateException(
                    "no handler for %s %s".formatted(messageKind, messageType.getName()));
        }
        return handler;
    }
}
