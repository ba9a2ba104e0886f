package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.KnownCommands.Known;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooLarge;
import dev.orderstream.eventsourcing.command.Outcome.TooManyCommits;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way to its outcome.
 *
 * <p>An append without a definite answer is sent again unchanged before anything is read, decided
 * or answered: once its versions are taken, by it or by another, it can never land later. So what
 * is answered besides an outage is never undone by an earlier attempt.
 *
 * <p>A lost race brings the winners' commits back with the answer: they are folded without a
 * further read where the states below them were loaded by this command. On a second loss in a row
 * the missing commits are read. Time bounds the attempts, not their number, which would refuse
 * honest buyers; and nobody is refused before it is known whether the command is stored already.
 */
final class CommandRun<C extends Command<Outcome<S, E, R>>, S, E, R> {

    private static final int ALL = Integer.MAX_VALUE;

    private final Aggregate<C, S, E, R> aggregate;
    private final EventStore store;
    private final Pacing.Attempts attempts;
    private final C command;
    private final StreamId stream;
    private final Envelope envelope;
    private final StreamsBeside beside;
    private Loaded<S, E> loaded;
    private boolean isLoaded;

    /** Whether the command's own stream was read after all others that it is decided on. */
    private boolean isLoadedLast;

    private boolean mayFoldWinner = true;

    /** Whether somebody else was faster: not by what had been there before this command. */
    private boolean hasLost;

    /** What was sent last: whatever was sent before can never land. */
    private List<Commit> sent = List.of();

    /** The commit that this very command has made, where one was met. */
    private @Nullable Commit own;

    CommandRun(
            Aggregate<C, S, E, R> aggregate,
            EventStore store,
            AtOnce atOnce,
            Pacing.Attempts attempts,
            C command) {
        this.aggregate = aggregate;
        this.store = store;
        this.attempts = attempts;
        this.command = command;
        this.stream = command.stream();
        this.envelope = command.envelope();
        this.beside = new StreamsBeside(this::read, atOnce);
        this.loaded = Loaded.nothing(aggregate);
    }

    Outcome<S, E, R> run() {
        if (!command.opensStream()) {
            load();
        }
        while (true) {
            switch (next()) {
                case Repeat<S, E, R>(Outcome<S, E, R> outcome) -> {
                    return outcome;
                }
                case Refusal<S, E, R>(Outcome<S, E, R> outcome) when isKnownNotToBeStored() -> {
                    return outcome;
                }
                case Refusal<S, E, R> unseen -> load();
                case Append<S, E, R>(List<Commit> commits, List<E> events) -> {
                    sent = commits;
                    switch (untilAnswered(() -> store.append(commits))) {
                        case Appended.Written() -> {
                            long version = commits.getFirst().version();
                            return new Committed<>(stream, version, events, false);
                        }
                        case Appended.Taken(List<Commit> winners) -> goOnAfter(winners);
                    }
                }
            }
        }
    }

    /** What is to be done about the command by what is known of its streams. */
    private sealed interface Next<S, E, R> {}

    private record Repeat<S, E, R>(Outcome<S, E, R> outcome) implements Next<S, E, R> {}

    private record Refusal<S, E, R>(Outcome<S, E, R> outcome) implements Next<S, E, R> {}

    private record Append<S, E, R>(List<Commit> commits, List<E> events) implements Next<S, E, R> {}

    private Next<S, E, R> next() {
        if (!envelope.shows(aggregate.decider().owner(stream, loaded.state()))) {
            // Before anything else: not even a repeat may tell that it is there.
            return decide(Loaded.nothing(aggregate));
        }
        if (own != null) {
            return new Repeat<>(repeated(own));
        }
        Known known = loaded.commands().find(envelope.origin().commandId()).orElse(null);
        if (known != null) {
            return new Repeat<>(repeated(known));
        }
        return decide(loaded);
    }

    private Next<S, E, R> decide(Loaded<S, E> on) {
        Long ifMatch = envelope.ifMatch();
        if (ifMatch != null && (on.version() == 0 || ifMatch != on.version())) {
            return new Refusal<>(new PreconditionFailed<>(stream, on.version()));
        }
        if (envelope.ifAbsent() && aggregate.decider().exists(command, on.state())) {
            return new Refusal<>(new PreconditionFailed<>(stream, on.version(), true));
        }
        if (beside.read(aggregate.decider().beside(command, on.state()))) {
            isLoadedLast = false;
        }
        return switch (aggregate.decider().decide(command, on.state(), beside)) {
            case Decision.Rejected<E, R>(R reason) ->
                    new Refusal<>(new Rejected<>(stream, on.version(), on.state(), reason));
            case Decision.Accepted<E, R> accepted when accepted.events().isEmpty() ->
                    new Refusal<>(new Unchanged<>(stream, on.version(), on.state()));
            case Decision.Accepted<E, R> accepted when isAtBound(on) ->
                    new Refusal<>(new TooManyCommits<>(stream, on.version()));
            case Decision.Accepted<E, R> accepted when hasLost && attempts.timeIsOver() ->
                    new Refusal<>(new Contended<>(stream, on.version()));
            case Decision.Accepted<E, R> accepted -> append(on, accepted);
        };
    }

    private boolean isAtBound(Loaded<S, E> on) {
        return on.version() >= aggregate.commitsMax() && !command.isAllowedPastBound();
    }

    /**
     * Another request of this command may have stored it after its stream was read and before the
     * others were: they would show what it took itself.
     */
    private boolean isKnownNotToBeStored() {
        return isLoaded && (isLoadedLast || beside.isEmpty() || !envelope.origin().keyed());
    }

    private Next<S, E, R> append(Loaded<S, E> on, Decision.Accepted<E, R> accepted) {
        if (on.version() != loaded.version()) {
            throw new IllegalStateException(
                    stream.category()
                            + ": accepted a command on a stream that is not its sender's");
        }
        Instant at = envelope.issuedAt();
        Commit.Origin origin = envelope.origin();
        List<Commit> commits = new ArrayList<>();
        commits.add(on.next(stream, at, accepted.events(), origin, store::fits));
        commits.addAll(beside.next(accepted.beside(), at, origin, store::fits));
        return store.fits(commits)
                ? new Append<>(commits, accepted.events())
                : new Refusal<>(new TooLarge<>(stream, on.version()));
    }

    private void goOnAfter(List<Commit> winners) {
        Optional<Commit> winner =
                winners.stream().filter(commit -> commit.stream().equals(stream)).findAny();
        own = winner.filter(this::isOwn).orElse(null);
        if (own != null) {
            return;
        }
        boolean isUnseen = winner.isPresent() && !isLoaded;
        hasLost |= !isUnseen;
        if (mayFoldWinner && !isUnseen && winners.stream().noneMatch(this::isOwn)) {
            winner.ifPresent(this::fold);
            beside.goOnAfter(winners, sent);
            mayFoldWinner = false;
        } else if (isUnseen && attempts.timeIsOver()) {
            // The winner may be ages old, and the command itself among those after it.
            throw new OutageException(
                    envelope.origin().keyed(), new TimeoutException("no time left to read"));
        } else {
            attempts.pause();
            beside.forget();
            if (isLoaded || isUnseen || winners.stream().anyMatch(this::isOwn)) {
                load();
            }
            mayFoldWinner = true;
        }
    }

    /** Reads what is missing of the command's own stream. */
    private void load() {
        long known = loaded.version();
        List<Commit> missing =
                known == 0
                        ? untilAnswered(() -> readBack(aggregate, stream))
                        : untilAnswered(() -> store.readAfter(stream, known, ALL));
        missing.forEach(this::fold);
        if (!missing.isEmpty()) {
            beside.forget();
        }
        isLoaded = true;
        isLoadedLast = true;
    }

    private <T, F> Loaded<T, F> read(Aggregate<?, T, F, ?> other, StreamId otherStream) {
        return Loaded.nothing(other).after(untilAnswered(() -> readBack(other, otherStream)));
    }

    private List<Commit> readBack(Aggregate<?, ?, ?, ?> any, StreamId from) {
        return store.readBack(
                from, any.snapshotEvery(), commit -> Loaded.hasUsableSnapshot(any, commit));
    }

    /** With a key it may have been stored before: by a request that nobody has told of its end. */
    private <T> T untilAnswered(Supplier<T> call) {
        return attempts.untilAnswered(envelope.origin().keyed(), call);
    }

    private void fold(Commit commit) {
        loaded = loaded.after(commit);
        if (isOwn(commit)) {
            own = commit;
        }
    }

    private boolean isOwn(Commit commit) {
        return commit.origin().commandId().equals(envelope.origin().commandId());
    }

    /** By this run, and not by another one of the same command. */
    private boolean wasSent(Commit stored) {
        return sent.stream()
                .anyMatch(commit ->
                        commit.version() == stored.version()
                                && commit.origin().equals(stored.origin())
                                && commit.recordedAt().equals(stored.recordedAt()));
    }

    private Outcome<S, E, R> repeated(Known known) {
        if (!known.hash().equals(envelope.origin().commandHash())) {
            return new IdReused<>(stream, known.version());
        }
        Commit commit =
                untilAnswered(() -> store.readAfter(stream, known.version() - 1, 1)).stream()
                        .findFirst()
                        .orElseThrow(() -> new BrokenStreamException(stream, known.version(), 0));
        return repeated(commit);
    }

    private Outcome<S, E, R> repeated(Commit commit) {
        if (!commit.origin().commandHash().equals(envelope.origin().commandHash())) {
            return new IdReused<>(stream, commit.version());
        }
        return new Committed<>(stream, commit.version(), events(commit), !wasSent(commit));
    }

    private List<E> events(Commit commit) {
        try {
            return aggregate.events().decode(commit).toList();
        } catch (UnreadableException e) {
            throw new UnreadableCommitException(stream, commit.version(), e);
        }
    }
}
