package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Commit.Origin;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The other streams that a command is decided on, as far as they were read. */
final class StreamsBeside implements JointDecider.States {

    /** Reads a stream, strongly consistent. */
    @FunctionalInterface
    interface Reader {
        <S, E> Loaded<S, E> read(Aggregate<?, S, E, ?> aggregate, StreamId stream);
    }

    private final Reader reader;
    private final AtOnce atOnce;
    private final Map<StreamId, Loaded<?, ?>> streams = new ConcurrentHashMap<>();

    StreamsBeside(Reader reader, AtOnce atOnce) {
        this.reader = reader;
        this.atOnce = atOnce;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    void forget() {
        streams.clear();
    }

    /** Reads those that were not read yet, all at once, and tells whether there were any. */
    boolean read(List<Beside<?, ?>> wanted) {
        List<Runnable> reads =
                wanted.stream()
                        .filter(each -> !streams.containsKey(each.stream()))
                        .<Runnable>map(each ->
                                () ->
                                        streams.put(
                                                each.stream(),
                                                reader.read(each.aggregate(), each.stream())))
                        .toList();
        if (reads.size() == 1) {
            reads.getFirst().run();
        } else if (!reads.isEmpty()) {
            atOnce.run(reads);
        }
        return !reads.isEmpty();
    }

    @Override
    public <T> T of(Beside<T, ?> beside) {
        return loaded(beside).state();
    }

    /** The commits that hold these events, each with the snapshot that is due. */
    List<Commit> next(
            List<Beside.Events<?>> events,
            Instant at,
            Origin origin,
            Predicate<List<Commit>> fits) {
        return events.stream()
                .<Commit>map(each -> next(each, at, origin.inRelatedStream(), fits))
                .toList();
    }

    private <E> Commit next(
            Beside.Events<E> added, Instant at, Origin origin, Predicate<List<Commit>> fits) {
        return loaded(added.beside())
                .next(added.beside().stream(), at, added.events(), origin, fits);
    }

    /**
     * Goes on from what was faster. What was only read may have changed without a word: it is read
     * again.
     */
    void goOnAfter(List<Commit> winners, List<Commit> sent) {
        streams.keySet().retainAll(sent.stream().map(Commit::stream).collect(Collectors.toSet()));
        for (Commit winner : winners) {
            streams.computeIfPresent(winner.stream(), (stream, loaded) -> loaded.after(winner));
        }
    }

    @SuppressWarnings("unchecked") // read() puts there what the stream's own aggregate has made
    private <S, E> Loaded<S, E> loaded(Beside<S, E> beside) {
        return (Loaded<S, E>)
                Objects.requireNonNull(
                        streams.get(beside.stream()),
                        () -> "the command did not name " + beside.stream());
    }
}
