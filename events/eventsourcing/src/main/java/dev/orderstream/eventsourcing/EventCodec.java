package dev.orderstream.eventsourcing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns the events of one aggregate into stored events and back. Each type is registered with the
 * name and the schema version that it is stored under, which never change once written.
 */
public final class EventCodec<E> {

    private final Map<Class<?>, Type<E, ?>> byClass = new HashMap<>();
    private final Map<String, Type<E, ?>> byName = new HashMap<>();

    private record Type<E, T extends E>(
            String name,
            int schema,
            Class<T> type,
            Function<T, Document.Fields> encode,
            Function<Document.Fields, T> decode) {

        StoredEvent store(E event) {
            return new StoredEvent(name, schema, encode.apply(type.cast(event)));
        }
    }

    /** Registers one event type; a name or a class that is there already is refused. */
    public <T extends E> EventCodec<E> with(
            String name,
            int schema,
            Class<T> type,
            Function<T, Document.Fields> encode,
            Function<Document.Fields, T> decode) {
        Type<E, T> entry = new Type<>(name, schema, type, encode, decode);
        if (byName.putIfAbsent(name, entry) != null || byClass.putIfAbsent(type, entry) != null) {
            throw new IllegalArgumentException("registered twice: " + name);
        }
        return this;
    }

    public StoredEvent encode(E event) {
        Type<E, ?> type = byClass.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no stored name for " + event.getClass().getName());
        }
        return type.store(event);
    }

    public List<StoredEvent> encode(List<? extends E> events) {
        return events.stream().map(this::encode).toList();
    }

    /**
     * The event that was stored.
     *
     * @throws UnreadableException for a type or a schema that this code does not know, or a payload
     *     that its event refuses
     */
    public E decode(StoredEvent stored) {
        Type<E, ?> type = byName.get(stored.type());
        if (type == null) {
            throw new UnreadableException("unknown event type " + stored.type());
        }
        if (stored.schema() != type.schema()) {
            throw new UnreadableException(
                    "%s: this code reads schema %d, stored is %d"
                            .formatted(stored.type(), type.schema(), stored.schema()));
        }
        try {
            return type.decode().apply(stored.data());
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("%s: %s".formatted(stored.type(), e.getMessage()), e);
        }
    }

    public Stream<E> decode(Commit commit) {
        return commit.events().stream().map(this::decode);
    }
}
