package dev.orderstream.eventsourcing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that one command added to one stream: written at once, never changed. Versions count
 * from 1 without gaps; {@code recordedAt} has milliseconds and is never before the commit's
 * predecessor. Now and then a commit carries a snapshot, which says nothing that the commits up to
 * here don't say.
 *
 * @param owner the stream's owner after this commit, as its decider names it; null for a stream
 *     without an owner
 */
public record Commit(
        StreamId stream,
        long version,
        Instant recordedAt,
        List<StoredEvent> events,
        Origin origin,
        @Nullable String owner,
        @Nullable Snapshot snapshot) {

    public Commit {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, got " + version);
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events: expected at least one, got none");
        }
        recordedAt = Timestamps.truncate(recordedAt);
        events = List.copyOf(events);
    }

    /** A commit without a snapshot, of a stream without an owner. */
    public Commit(
            StreamId stream,
            long version,
            Instant recordedAt,
            List<StoredEvent> events,
            Origin origin) {
        this(stream, version, recordedAt, events, origin, null, null);
    }

    public Commit with(Snapshot taken) {
        return new Commit(stream, version, recordedAt, events, origin, owner, taken);
    }

    /** The same commit of a stream with this owner; null for a stream without an owner. */
    public Commit ownedBy(@Nullable String named) {
        return new Commit(stream, version, recordedAt, events, origin, named, snapshot);
    }

    /**
     * Where a commit came from: the command's id and hash, who sent it, and what it belongs to. The
     * id is the digest of what the client called the command, the hash that of what it asked for. A
     * command that the client gave no key has a random id, and nobody can repeat it.
     *
     * @param byOwner whether the sender could change only their own streams, of which this is one.
     *     False for an operator, for the service itself, and for commits that were stored before
     *     this was recorded: then only operators may see who the sender was.
     */
    public record Origin(
            Digest commandId,
            Digest commandHash,
            boolean keyed,
            String userId,
            String correlationId,
            @Nullable String causationId,
            boolean byOwner) {

        /** The origin of a commit by an operator, or by the service itself. */
        public Origin(
                Digest commandId,
                Digest commandHash,
                boolean keyed,
                String userId,
                String correlationId,
                @Nullable String causationId) {
            this(commandId, commandHash, keyed, userId, correlationId, causationId, false);
        }

        /** The same command in a related stream: not the sender's own, and without its key. */
        public Origin inRelatedStream() {
            return new Origin(commandId, commandHash, false, userId, correlationId, causationId);
        }
    }
}
