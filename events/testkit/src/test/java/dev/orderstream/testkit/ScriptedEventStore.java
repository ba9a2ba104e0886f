package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An event store that remembers its calls, and lets others act just before an append. */
public final class ScriptedEventStore implements EventStore {

    private final EventStore store = new InMemoryEventStore();
    private final List<String> calls = new ArrayList<>();
    private final Deque<Consumer<Commit>> beforeAppends = new ArrayDeque<>();

    /** Runs before the next append that has nothing yet to run before it. */
    public ScriptedEventStore beforeAppend(Consumer<Commit> act) {
        beforeAppends.add(act);
        return this;
    }

    /** Before one more append somebody else takes its version. */
    public ScriptedEventStore loseRace(Tank.Event... events) {
        return beforeAppend(late -> put(late.stream(), late.version(), events));
    }

    /** Stores a commit of somebody else, unseen. */
    public Commit put(StreamId stream, long version, Tank.Event... events) {
        Commit commit = Commits.of(stream, version, Tank.CODEC.encode(List.of(events)));
        store.append(commit);
        return commit;
    }

    public void put(Commit commit) {
        store.append(commit);
    }

    /** All of a stream, unseen. */
    public List<Commit> all(StreamId stream) {
        return store.readAfter(stream, 0, Integer.MAX_VALUE);
    }

    /** {@code read 0}, {@code append 1}, …: what was called since the last time. */
    public List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    @Override
    public Appended append(Commit commit) {
        calls.add("append " + commit.version());
        if (!beforeAppends.isEmpty()) {
            beforeAppends.remove().accept(commit);
        }
        return store.append(commit);
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        calls.add("read " + version);
        return store.readAfter(stream, version, commitsMax);
    }

    @Override
    public Optional<Commit> newest(StreamId stream) {
        return store.newest(stream);
    }
}
