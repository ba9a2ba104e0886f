package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableCommitException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a stream has come to at a version: the fold of its commits up to there, or of those after a
 * snapshot.
 *
 * @param snapshotVersion that of the last usable snapshot, 0 for none
 */
record Loaded<S, E>(
        Aggregate<?, S, E, ?> aggregate,
        S state,
        KnownCommands commands,
        long version,
        long snapshotVersion,
        Instant recordedAt) {

    static <S, E> Loaded<S, E> nothing(Aggregate<?, S, E, ?> aggregate) {
        return new Loaded<>(
                aggregate, aggregate.decider().initial(), KnownCommands.NONE, 0, 0, Instant.EPOCH);
    }

    /** Whether a load can begin with this commit. */
    static boolean hasUsableSnapshot(Aggregate<?, ?, ?, ?> aggregate, Commit commit) {
        Snapshot snapshot = commit.snapshot();
        return snapshot != null && aggregate.states().read(snapshot).isPresent();
    }

    Loaded<S, E> after(List<Commit> commits) {
        Loaded<S, E> current = this;
        for (Commit commit : commits) {
            current = current.after(commit);
        }
        return current;
    }

    /** What the stream has come to with one more commit, or with the first one of a load. */
    Loaded<S, E> after(Commit commit) {
        return Optional.ofNullable(commit.snapshot())
                .filter(snapshot -> version == 0)
                .flatMap(snapshot -> from(commit, snapshot))
                .orElseGet(() -> foldStored(commit));
    }

    private Optional<Loaded<S, E>> from(Commit commit, Snapshot snapshot) {
        return aggregate
                .states()
                .read(snapshot)
                .map(read ->
                        new Loaded<>(
                                aggregate,
                                read,
                                snapshot.commands(),
                                commit.version(),
                                commit.version(),
                                commit.recordedAt()));
    }

    /** The rules are pure: what they throw at a stored event, they will throw again. */
    private Loaded<S, E> foldStored(Commit commit) {
        try {
            return fold(commit);
        } catch (BrokenStreamException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableCommitException(commit.stream(), commit.version(), e);
        }
    }

    private Loaded<S, E> fold(Commit commit) {
        if (commit.version() != version + 1) {
            throw new BrokenStreamException(commit.stream(), version + 1, commit.version());
        }
        S folded = state;
        for (E event : aggregate.events().decode(commit).toList()) {
            folded = aggregate.decider().evolve(folded, event);
        }
        return new Loaded<>(
                aggregate,
                folded,
                commands.after(commit, aggregate.changesKnown()),
                commit.version(),
                snapshotVersion,
                commit.recordedAt());
    }

    /**
     * The commit that adds these events, with the owner of the stream after it, and with a snapshot
     * where one is due and has room.
     */
    Commit next(
            StreamId stream,
            Instant at,
            List<E> events,
            Commit.Origin origin,
            Predicate<List<Commit>> fits) {
        Commit unowned =
                new Commit(
                        stream,
                        version + 1,
                        at.isAfter(recordedAt) ? at : recordedAt,
                        aggregate.events().encode(events),
                        origin);
        Loaded<S, E> after = fold(unowned);
        Commit commit =
                unowned.ownedBy(aggregate.decider().owner(stream, after.state).orElse(null));
        if (commit.version() - snapshotVersion < aggregate.snapshotEvery()) {
            return commit;
        }
        Commit carrying = commit.with(aggregate.states().snapshot(after.state, after.commands));
        return fits.test(List.of(carrying)) ? carrying : commit;
    }
}
