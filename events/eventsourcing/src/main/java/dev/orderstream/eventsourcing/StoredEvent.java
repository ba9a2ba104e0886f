package dev.orderstream.eventsourcing;

/** An event as a store keeps it: its stored name, the version of its schema, and its payload. */
public record StoredEvent(String type, int schema, Document.Fields data) {

    public StoredEvent {
        if (type.isEmpty() || schema < 1) {
            throw new IllegalArgumentException(
                    "expected a name and a schema from 1, got '%s' and %d".formatted(type, schema));
        }
    }
}
