package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.KnownCommands.Known;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooLarge;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way to its outcome.
 *
 * <p>An append without a definite answer is sent again unchanged before anything is read, decided
 * or answered: once its version is taken, by it or by another, it can never land later. So what is
 * answered besides an outage is never undone by an earlier attempt.
 *
 * <p>A lost race brings the winner's commit back with the answer: it is folded without a further
 * read where the state below it was loaded by this command. On a second loss in a row the missing
 * commits are read. Time bounds the attempts, not their number, which would refuse honest buyers;
 * and nobody is refused before it is known whether the command is stored already.
 */
final class CommandRun<C extends Command<Outcome<S, E, R>>, S, E, R> {

    private static final int ALL = Integer.MAX_VALUE;

    private final Aggregate<C, S, E, R> aggregate;
    private final EventStore store;
    private final Pacing.Attempts attempts;
    private final C command;
    private final StreamId stream;
    private final Envelope envelope;
    private Loaded<S, E> loaded;
    private boolean isLoaded;
    private boolean mayFoldWinner;

    /** Whether somebody else was faster: not by what had been there before this command. */
    private boolean hasLost;

    /** The commit that this very command has made, where one was met. */
    private @Nullable Commit own;

    CommandRun(
            Aggregate<C, S, E, R> aggregate,
            EventStore store,
            Pacing.Attempts attempts,
            C command) {
        this.aggregate = aggregate;
        this.store = store;
        this.attempts = attempts;
        this.command = command;
        this.stream = command.stream();
        this.envelope = command.envelope();
        this.loaded = Loaded.nothing(aggregate);
    }

    Outcome<S, E, R> run() {
        if (!command.opensStream()) {
            load();
        }
        while (true) {
            switch (next()) {
                case Answer<S, E, R>(Outcome<S, E, R> outcome) when isLoaded -> {
                    return outcome;
                }
                case Answer<S, E, R> unseen -> load();
                case Append<S, E, R> again when hasLost && attempts.timeIsOver() -> {
                    return new Contended<>(stream, loaded.version());
                }
                case Append<S, E, R>(Commit commit, List<E> events) -> {
                    switch (untilAnswered(() -> store.append(commit))) {
                        case Appended.Written() -> {
                            return new Committed<>(stream, commit.version(), events, false);
                        }
                        case Appended.Taken(Commit winner) when isOwn(winner) -> {
                            return repeated(winner, !isSame(winner, commit));
                        }
                        case Appended.Taken(Commit winner) -> goOnAfter(winner);
                    }
                }
            }
        }
    }

    /** What is to be done about the command by what is known of its stream. */
    private sealed interface Next<S, E, R> {}

    private record Answer<S, E, R>(Outcome<S, E, R> outcome) implements Next<S, E, R> {}

    private record Append<S, E, R>(Commit commit, List<E> events) implements Next<S, E, R> {}

    private Next<S, E, R> next() {
        if (own != null) {
            return new Answer<>(repeated(own, true));
        }
        Known known = loaded.commands().find(envelope.origin().commandId()).orElse(null);
        if (known != null) {
            return new Answer<>(repeated(known));
        }
        Long ifMatch = envelope.ifMatch();
        if (ifMatch != null && (loaded.version() == 0 || ifMatch != loaded.version())) {
            return new Answer<>(new PreconditionFailed<>(stream, loaded.version()));
        }
        return switch (aggregate.decider().decide(command, loaded.state())) {
            case Decision.Rejected<E, R>(R reason) ->
                    new Answer<>(new Rejected<>(stream, loaded.version(), loaded.state(), reason));
            case Decision.Accepted<E, R>(List<E> events) when events.isEmpty() ->
                    new Answer<>(new Unchanged<>(stream, loaded.version(), loaded.state()));
            case Decision.Accepted<E, R>(List<E> events) -> append(events);
        };
    }

    /** A snapshot is left out where there is no room for it. */
    private Next<S, E, R> append(List<E> events) {
        Commit commit =
                new Commit(
                        stream,
                        loaded.version() + 1,
                        later(envelope.issuedAt(), loaded.recordedAt()),
                        aggregate.events().encode(events),
                        envelope.origin());
        Snapshot snapshot = loaded.due(commit);
        if (snapshot != null && store.fits(List.of(commit.with(snapshot)))) {
            return new Append<>(commit.with(snapshot), events);
        }
        return store.fits(List.of(commit))
                ? new Append<>(commit, events)
                : new Answer<>(new TooLarge<>(stream, loaded.version()));
    }

    private void goOnAfter(Commit winner) {
        hasLost |= isLoaded;
        if (mayFoldWinner) {
            fold(winner);
            mayFoldWinner = false;
        } else if (!isLoaded && attempts.timeIsOver()) {
            // The winner may be ages old, and the command itself among those after it.
            throw new OutageException(
                    envelope.origin().keyed(), new TimeoutException("no time left to read"));
        } else {
            attempts.pause();
            load();
        }
    }

    /** Reads what is missing: back to a snapshot where nothing is known yet. */
    private void load() {
        List<Commit> missing =
                loaded.version() == 0
                        ? untilAnswered(() ->
                                store.readBack(
                                        stream, aggregate.snapshotEvery(), this::hasUsableSnapshot))
                        : untilAnswered(() -> store.readAfter(stream, loaded.version(), ALL));
        missing.forEach(this::fold);
        isLoaded = true;
        mayFoldWinner = true;
    }

    /** With a key it may have been stored before: by a request that nobody has told of its end. */
    private <T> T untilAnswered(Supplier<T> call) {
        return attempts.untilAnswered(envelope.origin().keyed(), call);
    }

    private boolean hasUsableSnapshot(Commit commit) {
        return Loaded.snapshot(aggregate, commit).isPresent();
    }

    private void fold(Commit commit) {
        loaded =
                loaded.version() == 0
                        ? Loaded.snapshot(aggregate, commit).orElseGet(() -> loaded.fold(commit))
                        : loaded.fold(commit);
        if (isOwn(commit)) {
            own = commit;
        }
    }

    private boolean isOwn(Commit commit) {
        return commit.origin().commandId().equals(envelope.origin().commandId());
    }

    /** Sent by this run, and not by another one of the same command. */
    private static boolean isSame(Commit stored, Commit sent) {
        return stored.origin().equals(sent.origin())
                && stored.recordedAt().equals(sent.recordedAt());
    }

    private Outcome<S, E, R> repeated(Known known) {
        if (!known.hash().equals(envelope.origin().commandHash())) {
            return new IdReused<>(stream, known.version());
        }
        Commit commit =
                untilAnswered(() -> store.readAfter(stream, known.version() - 1, 1)).stream()
                        .findFirst()
                        .orElseThrow(() -> new BrokenStreamException(stream, known.version(), 0));
        return repeated(commit, true);
    }

    private Outcome<S, E, R> repeated(Commit commit, boolean replayed) {
        if (!commit.origin().commandHash().equals(envelope.origin().commandHash())) {
            return new IdReused<>(stream, commit.version());
        }
        return new Committed<>(
                stream, commit.version(), aggregate.events().decode(commit).toList(), replayed);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
