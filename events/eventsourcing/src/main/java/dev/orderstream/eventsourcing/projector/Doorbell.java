package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What rings when a commit was added: it tells that a stream has come to a version, and mostly by
 * which commit. The commit is missing where it could not be read; the event store is asked for it
 * then.
 *
 * @param place in the sequence that doorbells come in: what is answered of a batch is the first
 *     place that has to come again
 */
public record Doorbell(BigInteger place, StreamId stream, long version, Optional<Commit> commit) {

    public static Doorbell of(BigInteger place, Commit commit) {
        return new Doorbell(place, commit.stream(), commit.version(), Optional.of(commit));
    }
}
