package dev.orderstream.eventsourcing;

import java.util.Optional;

/**
 * The port to the owner of a stream whose commits can't be read: they may be missing, damaged or of
 * a newer form, but each names its stream's owner next to its events.
 */
@FunctionalInterface
public interface StreamOwners {

    /**
     * The owner that the first stored commit names, strongly consistent; empty where there is no
     * commit, or where it names no owner.
     *
     * @throws OutageException where it can't be read
     */
    Optional<String> find(StreamId stream);
}
