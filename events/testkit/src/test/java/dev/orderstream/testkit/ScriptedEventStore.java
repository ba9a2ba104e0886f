package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An event store that remembers its calls, and lets others act just before an append. */
public final class ScriptedEventStore extends ForwardingEventStore {

    private final List<String> calls = new ArrayList<>();
    private final Deque<Consumer<Commit>> beforeAppends = new ArrayDeque<>();

    public ScriptedEventStore() {
        super(new InMemoryEventStore());
    }

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
        super.append(commit);
        return commit;
    }

    public void put(Commit commit) {
        super.append(commit);
    }

    /** All of a stream, unseen. */
    public List<Commit> all(StreamId stream) {
        return super.readAfter(stream, 0, Integer.MAX_VALUE);
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
        return super.append(commit);
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        calls.add("read " + version);
        return super.readAfter(stream, version, commitsMax);
    }

    @Override
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        calls.add("load");
        return super.readBack(stream, commitsFirst, enough);
    }
}
