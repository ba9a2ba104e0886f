package dev.orderstream.eventsourcing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the events of one aggregate into stored events and back. Each type is registered with the
 * name that it is stored under, which never changes, and the versions that its form has had.
 */
public final class EventCodec<E> {

    private final Map<Class<?>, Type<E, ?>> byClass = new LinkedHashMap<>();
    private final Map<String, Type<E, ?>> byName = new LinkedHashMap<>();

    private record Type<E, T extends E>(
            String name,
            Schema schema,
            Class<T> type,
            Function<T, Document.Fields> encode,
            Function<Document.Fields, T> decode) {

        StoredEvent store(E event) {
            return new StoredEvent(name, schema.current(), encode.apply(type.cast(event)));
        }

        T read(StoredEvent stored) {
            return decode.apply(schema.lift(stored.schema(), stored.data()));
        }
    }

    /** Registers one event type; a name or a class that is there already is refused. */
    public <T extends E> EventCodec<E> with(
            String name,
            Schema schema,
            Class<T> type,
            Function<T, Document.Fields> encode,
            Function<Document.Fields, T> decode) {
        Type<E, T> entry = new Type<>(name, schema, type, encode, decode);
        if (byName.putIfAbsent(name, entry) != null || byClass.putIfAbsent(type, entry) != null) {
            throw new IllegalArgumentException("registered twice: " + name);
        }
        return this;
    }

    /** All stored names with the versions that they have had. */
    public Map<String, Schema> schemas() {
        return byName.values().stream().collect(Collectors.toMap(Type::name, Type::schema));
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
     *     that its event refuses or an upcaster stumbles over
     */
    public E decode(StoredEvent stored) {
        Type<E, ?> type = byName.get(stored.type());
        if (type == null) {
            throw new UnreadableException("unknown event type " + stored.type());
        }
        try {
            return type.read(stored);
        } catch (RuntimeException e) {
            throw new UnreadableException("%s: %s".formatted(stored.type(), e.getMessage()), e);
        }
    }

    public Stream<E> decode(Commit commit) {
        return commit.events().stream().map(this::decode);
    }
}
