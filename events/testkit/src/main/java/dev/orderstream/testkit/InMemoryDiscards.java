package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Discards;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Discards that last as long as their process; any thread may use them. */
public final class InMemoryDiscards implements Discards {

    private final Map<Key, Discard> discards = new HashMap<>();

    private record Key(StreamId stream, long version) {}

    @Override
    public synchronized Optional<Discard> find(StreamId stream, long version) {
        return Optional.ofNullable(discards.get(new Key(stream, version)));
    }

    @Override
    public synchronized void add(Discard discard) {
        discards.putIfAbsent(new Key(discard.stream(), discard.version()), discard);
    }
}
