package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to the owners of commits: whether a commit exists, and to whom its stream belongs. An
 * adapter is right when it passes {@code CommitOwnersContract} of the testkit.
 */
@FunctionalInterface
public interface CommitOwners {

    /**
     * The commit at this version, strongly consistent: every commit that was acknowledged before
     * the call is found. One request, whether or not the commit exists.
     *
     * @throws OutageException where it can't be read
     */
    Optional<Found> find(StreamId stream, long version);

    /**
     * A commit that exists.
     *
     * @param name its stream's owner; null where it names none
     */
    record Found(@Nullable String name) {

        public Optional<String> owner() {
            return Optional.ofNullable(name);
        }
    }
}
