package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Snapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** What a commit's snapshot says, where it has one that this code can read. */
    static <S, E> Optional<Loaded<S, E>> snapshot(Aggregate<?, S, E, ?> aggregate, Commit commit) {
        return Optional.ofNullable(commit.snapshot())
                .flatMap(snapshot ->
                        aggregate
                                .states()
                                .read(snapshot)
                                .map(state ->
                                        new Loaded<>(
                                                aggregate,
                                                state,
                                                snapshot.commands(),
                                                commit.version(),
                                                commit.version(),
                                                commit.recordedAt())));
    }

    Loaded<S, E> fold(Commit commit) {
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

    /** What the next commit is to carry, where so many commits have passed since the last one. */
    @Nullable Snapshot due(Commit next) {
        if (next.version() - snapshotVersion < aggregate.snapshotEvery()) {
            return null;
        }
        Loaded<S, E> after = fold(next);
        return aggregate.states().snapshot(after.state, after.commands);
    }
}
