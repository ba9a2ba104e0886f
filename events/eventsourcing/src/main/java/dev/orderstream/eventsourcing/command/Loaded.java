package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a stream at a version: the fold of its commits up to there. {@code own} is the one
 * among them that was made by the command itself, which another request has stored then.
 */
record Loaded<S>(
        Digest commandId, S state, long version, Instant recordedAt, @Nullable Commit own) {

    static <S> Loaded<S> nothing(Digest commandId, Decider<?, S, ?, ?> decider) {
        return new Loaded<>(commandId, decider.initial(), 0, Instant.EPOCH, null);
    }

    <E> Loaded<S> fold(Commit commit, Decider<?, S, E, ?> decider, EventCodec<E> codec) {
        if (commit.version() != version + 1) {
            throw new BrokenStreamException(commit.stream(), version + 1, commit.version());
        }
        S folded = state;
        for (E event : codec.decode(commit).toList()) {
            folded = decider.evolve(folded, event);
        }
        Commit found = commit.origin().commandId().equals(commandId) ? commit : own;
        return new Loaded<>(commandId, folded, commit.version(), commit.recordedAt(), found);
    }
}
