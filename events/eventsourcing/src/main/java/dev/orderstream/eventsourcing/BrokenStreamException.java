package dev.orderstream.eventsourcing;

/**
 * A stream whose versions have a gap: an invariant of the store is broken, never a passing fault.
 */
public final class BrokenStreamException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokenStreamException(StreamId stream, long expectedVersion, long foundVersion) {
        super("%s: expected version %d, found %d".formatted(stream, expectedVersion, foundVersion));
    }
}
