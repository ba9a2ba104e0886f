package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The generations that there are, and which commits each has to show. */
final class GenerationsInUse {

    static final int FIRST = 1;
    static final int SECOND = 2;

    private final Map<Integer, WatchedViews> stores = new HashMap<>();
    private final Map<Integer, Map<StreamId, Long>> answeredFor = new HashMap<>();
    private final List<Integer> inUse = new ArrayList<>();
    private final Set<Integer> complete = new HashSet<>();
    private final Straight straight;
    private int serving = FIRST;

    GenerationsInUse(Straight straight) {
        this.straight = straight;
        add(FIRST);
        complete(FIRST);
    }

    void add(int generation) {
        inUse.add(generation);
        stores.put(generation, new WatchedViews(straight::tokens));
        answeredFor.put(generation, new HashMap<>());
    }

    void serve(int generation) {
        serving = generation;
    }

    void delete(int generation) {
        inUse.remove(Integer.valueOf(generation));
    }

    /** It has to show all commits in the end, not just those that rang while it was there. */
    void complete(int generation) {
        complete.add(generation);
    }

    boolean isComplete(int generation) {
        return complete.contains(generation);
    }

    int serving() {
        return serving;
    }

    /** In a fixed order, so that a seed repeats. */
    List<Integer> inUse() {
        return List.copyOf(inUse);
    }

    boolean isInUse(int generation) {
        return inUse.contains(generation);
    }

    WatchedViews views(int generation) {
        return Objects.requireNonNull(stores.get(generation));
    }

    /** Notes that a projector has answered for a commit. */
    void answered(int generation, StreamId stream, long version) {
        answeredFor(generation).merge(stream, version, Math::max);
    }

    /** The last commit of each stream that a projector has answered for in a generation. */
    Map<StreamId, Long> answeredFor(int generation) {
        return Objects.requireNonNull(answeredFor.get(generation));
    }
}
