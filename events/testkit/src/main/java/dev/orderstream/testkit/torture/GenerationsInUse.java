package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Generations.InUse;
import dev.orderstream.testkit.InMemoryLedger;
import dev.orderstream.testkit.InMemoryOperations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The generations that there are, their tables, and which commits each has to show. */
final class GenerationsInUse {

    static final int FIRST = 1;

    final InMemoryOperations operations = new InMemoryOperations();
    final InMemoryLedger kept =
            new InMemoryLedger(operations, (generation, key) -> views(generation).version(key));
    private final Map<Integer, WatchedViews> stores = new HashMap<>();

    private final Map<StreamId, Long> answered = new HashMap<>();
    private final Set<Integer> tables = new HashSet<>();
    private final Straight straight;

    GenerationsInUse(Straight straight) {
        this.straight = straight;
        createTable(FIRST);
    }

    void createTable(int generation) {
        tables.add(generation);
    }

    void deleteTable(int generation) {
        tables.remove(generation);
        stores.remove(generation);
    }

    boolean hasTable(int generation) {
        return tables.contains(generation);
    }

    Set<Integer> tables() {
        return Set.copyOf(tables);
    }

    InUse inUse() {
        return kept.inUse();
    }

    int serving() {
        return inUse().serving();
    }

    /** In a fixed order, so that a seed repeats. */
    List<Integer> written() {
        InUse inUse = inUse();
        List<Integer> all = new ArrayList<>(inUse.beside().keySet());
        all.add(inUse.serving());
        return all;
    }

    boolean isWritten(int generation) {
        return written().contains(generation);
    }

    WatchedViews views(int generation) {
        return stores.computeIfAbsent(generation, absent -> new WatchedViews(straight::tokens));
    }

    /** Notes that a projector has answered for a commit, which does not ring again. */
    void answered(StreamId stream, long version) {
        answered.merge(stream, version, Math::max);
    }

    /** The last commit of a stream that a projector has answered for, 0 where there is none. */
    long answered(StreamId stream) {
        return Objects.requireNonNullElse(answered.get(stream), 0L);
    }
}
