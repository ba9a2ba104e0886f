package dev.orderstream.eventsourcing.view;

import java.util.Optional;

/**
 * Which streams a caller may see, by the owner that a commit names. A commit without an owner is
 * hidden from a caller who may see only one owner's streams.
 */
@FunctionalInterface
public interface StreamVisibility {

    /** Every stream, as an administrator sees them. */
    StreamVisibility ALL = owner -> true;

    /** Streams without an owner, which every caller may see. */
    StreamVisibility UNOWNED = Optional::isEmpty;

    /**
     * Whether the caller may see a stream.
     *
     * @param owner the stream's owner; empty where its commit names none
     */
    boolean shows(Optional<String> owner);

    /** The streams of one owner. */
    static StreamVisibility of(String only) {
        return owner -> owner.filter(only::equals).isPresent();
    }
}
