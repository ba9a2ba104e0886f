package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import dev.orderstream.eventsourcing.UnreadableException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * An event store that remembers its calls, and lets others act or faults happen just before one.
 */
public final class ScriptedEventStore extends ForwardingEventStore {

    private final List<String> calls = new ArrayList<>();
    private final List<Commit> sent = new ArrayList<>();
    private final Deque<Consumer<Commit>> beforeAppends = new ArrayDeque<>();
    private final Deque<Runnable> beforeReads = new ArrayDeque<>();
    private final Deque<Runnable> afterReads = new ArrayDeque<>();
    private final Map<StreamId, NavigableSet<Long>> stored = new HashMap<>();
    private final Set<Place> unreadable = new HashSet<>();
    private List<Long> lastRead = List.of();
    private int commitsFirst;

    private record Place(StreamId stream, long version) {}

    public ScriptedEventStore() {
        super(new InMemoryEventStore());
    }

    /** Runs before the next append that has nothing yet to run before it. */
    public ScriptedEventStore beforeAppend(Consumer<Commit> act) {
        beforeAppends.add(act);
        return this;
    }

    /** One more append is lost on its way. */
    public ScriptedEventStore loseAppend() {
        return beforeAppend(lost -> fail(true));
    }

    /** One more append is stored, and its answer is lost. */
    public ScriptedEventStore loseAnswer() {
        return beforeAppend(stored -> {
            put(stored);
            fail(true);
        });
    }

    /** One more append is refused as one too many. */
    public ScriptedEventStore throttleAppend() {
        return beforeAppend(refused -> fail(false));
    }

    /** Runs after the next read that has nothing yet to run after it. */
    public ScriptedEventStore afterRead(Runnable act) {
        afterReads.add(act);
        return this;
    }

    /** One more read has no answer. */
    public ScriptedEventStore loseRead() {
        beforeReads.add(() -> fail(false));
        return this;
    }

    private static void fail(boolean writeMayHaveLanded) {
        throw new OutageException(writeMayHaveLanded, new IOException("scripted"));
    }

    /** Before one more append somebody else takes its version. */
    public ScriptedEventStore loseRace(Tank.Event... events) {
        return beforeAppend(late -> put(late.stream(), late.version(), events));
    }

    /** Stores a commit of somebody else, unseen. */
    public Commit put(StreamId stream, long version, Tank.Event... events) {
        Commit commit = Commits.of(stream, version, Tank.CODEC.encode(List.of(events)));
        super.append(List.of(commit));
        stored.computeIfAbsent(stream, any -> new TreeSet<>()).add(version);
        return commit;
    }

    /** A commit that was put there can't be read from now on, as if somebody had damaged it. */
    public void unreadable(StreamId stream, long version) {
        unreadable.add(new Place(stream, version));
    }

    /** As DynamoDB: items are read one by one, before gaps between them are looked for. */
    private void checkReadable(StreamId stream, long after, int commitsMax) {
        stored.getOrDefault(stream, new TreeSet<>()).tailSet(after, false).stream()
                .limit(commitsMax)
                .filter(version -> unreadable.contains(new Place(stream, version)))
                .findFirst()
                .ifPresent(version -> {
                    throw new UnreadableCommitException(
                            stream, version, new UnreadableException("malformed"));
                });
    }

    public void put(Commit commit) {
        super.append(List.of(commit));
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

    /** All commits that were to be appended, in order. */
    public List<Commit> sent() {
        return List.copyOf(sent);
    }

    /** The versions that the last read or load brought. */
    public List<Long> lastRead() {
        return lastRead;
    }

    /** How many commits the last load asked for at first. */
    public int commitsFirst() {
        return commitsFirst;
    }

    @Override
    public Appended append(List<Commit> commits) {
        Commit commit = commits.getFirst();
        calls.add("append " + commit.version());
        sent.add(commit);
        if (!beforeAppends.isEmpty()) {
            beforeAppends.remove().accept(commit);
        }
        return super.append(commits);
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        calls.add("read " + version);
        checkReadable(stream, version, commitsMax);
        return reading(() -> super.readAfter(stream, version, commitsMax));
    }

    @Override
    public List<Commit> readBack(StreamId stream, int first, Predicate<Commit> enough) {
        calls.add("load");
        commitsFirst = first;
        return reading(() -> super.readBack(stream, first, enough));
    }

    private List<Commit> reading(Supplier<List<Commit>> read) {
        if (!beforeReads.isEmpty()) {
            beforeReads.remove().run();
        }
        List<Commit> commits = read.get();
        if (!afterReads.isEmpty()) {
            afterReads.remove().run();
        }
        lastRead = commits.stream().map(Commit::version).toList();
        return commits;
    }
}
