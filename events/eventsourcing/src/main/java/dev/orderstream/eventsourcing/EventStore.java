package dev.orderstream.eventsourcing;

import java.util.List;
import java.util.Optional;

/**
 * The port to where commits are kept. An adapter is right when it passes {@code EventStoreContract}
 * of the testkit. Any call may throw {@link OutageException}.
 */
public interface EventStore {

    /**
     * Adds a commit at its version, or tells who has taken it. The caller's version comes from a
     * load or its own last append: that, and not this call, keeps versions free of gaps.
     */
    Appended append(Commit commit);

    /**
     * The commits of a stream after a version, oldest first, at most {@code commitsMax}. Strongly
     * consistent: every commit that was acknowledged before the call is there.
     *
     * @throws BrokenStreamException where a version is missing
     */
    List<Commit> readAfter(StreamId stream, long version, int commitsMax);

    /** The last commit of a stream, strongly consistent as above. */
    Optional<Commit> newest(StreamId stream);

    /** What came of an append. */
    sealed interface Appended {

        /** The commit is stored. */
        record Written() implements Appended {}

        /** Nothing was stored: the version holds this commit, which may be one's own. */
        record Taken(Commit by) implements Appended {}
    }
}
