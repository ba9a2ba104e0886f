package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish to change one stream.
 *
 * @param <O> what the sender gets back
 */
public interface Command<O> {

    StreamId stream();

    Envelope envelope();

    /**
     * True where the stream begins with this command, so that there is nothing to load before it.
     */
    boolean opensStream();

    /**
     * True where the command may add a commit to a stream that has as many as it takes: one that a
     * stream can have only a few times, such as its end.
     */
    default boolean isAllowedPastBound() {
        return false;
    }

    /**
     * The id of a command that a client gave a key: the key belongs to its owner and to the stream
     * that the command is sent to.
     */
    static Digest id(String keyOwner, StreamId stream, String key) {
        return Digest.of(keyOwner, stream.toString(), key);
    }

    /**
     * What a command carries besides its own fields: its origin, when it was sent, the conditions
     * of the sender, and the owner whose streams alone are there for the sender. The loop compares
     * them with what it has loaded, on every attempt.
     *
     * @param ifMatch the version that is required; null for any version
     * @param ifAbsent whether what the command creates must not exist yet, by {@link
     *     Decider#exists}
     * @param onlyOwner null for anybody's streams; compared with {@link Decider#owner}
     */
    record Envelope(
            Commit.Origin origin,
            Instant issuedAt,
            @Nullable Long ifMatch,
            boolean ifAbsent,
            @Nullable String onlyOwner) {

        /** The envelope of a command that may replace what exists. */
        public Envelope(
                Commit.Origin origin,
                Instant issuedAt,
                @Nullable Long ifMatch,
                @Nullable String onlyOwner) {
            this(origin, issuedAt, ifMatch, false, onlyOwner);
        }

        /** The envelope of a sender to whom every stream is there. */
        public Envelope(Commit.Origin origin, Instant issuedAt, @Nullable Long ifMatch) {
            this(origin, issuedAt, ifMatch, null);
        }

        /** Whether a stream of this owner is there for the sender. */
        boolean shows(Optional<String> owner) {
            return onlyOwner == null || owner.isEmpty() || owner.get().equals(onlyOwner);
        }
    }
}
