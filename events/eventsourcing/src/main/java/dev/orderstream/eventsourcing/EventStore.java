package dev.orderstream.eventsourcing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The port to where commits are kept. An adapter is right when it passes {@code EventStoreContract}
 * of the testkit. Any call may throw {@link OutageException}.
 */
public interface EventStore {

    /**
     * Adds commits to different streams, each at its version, all or none; or tells who has taken
     * their versions. The caller's versions come from loads or its own last appends: that, and not
     * this call, keeps versions free of gaps.
     *
     * @throws IllegalArgumentException where two are of one stream
     */
    Appended append(List<Commit> commits);

    /** Adds one commit. */
    default Appended append(Commit commit) {
        return append(List.of(commit));
    }

    /**
     * The commits of a stream after a version, oldest first, at most {@code commitsMax}. Strongly
     * consistent: every commit that was acknowledged before the call is there.
     *
     * @throws BrokenStreamException where a version is missing
     */
    List<Commit> readAfter(StreamId stream, long version, int commitsMax);

    /**
     * The last commits of a stream, oldest first: from the newest one that is {@code enough}, or
     * from version 1 where none is. Strongly consistent as above.
     *
     * @param commitsFirst how many are read at first: so many cost one request where one of them is
     *     enough
     * @throws BrokenStreamException where a version is missing
     */
    List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough);

    /** The last commit of a stream, strongly consistent as above. */
    default Optional<Commit> newest(StreamId stream) {
        return readBack(stream, 1, commit -> true).stream().findFirst();
    }

    /**
     * Whether commits are within what can be stored at once, by their sizes and their number. One
     * that is not would be refused.
     */
    boolean fits(List<Commit> commits);

    /** What came of an append. */
    sealed interface Appended {

        /** The commits are stored. */
        record Written() implements Appended {}

        /**
         * Nothing was stored: these commits, maybe one's own, hold versions that were asked for.
         */
        record Taken(List<Commit> by) implements Appended {
            public Taken {
                by = List.copyOf(by);
            }

            public Taken(Commit by) {
                this(List.of(by));
            }
        }
    }
}
