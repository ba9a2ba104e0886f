package dev.orderstream.eventsourcing;

/**
 * A stream whose versions have a gap: an invariant of the store is broken, never a passing fault.
 */
public final class BrokenStreamException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient StreamId stream;
    private final long expectedVersion;
    private final long foundVersion;

    public BrokenStreamException(StreamId stream, long expectedVersion, long foundVersion) {
        super("%s: expected version %d, found %d".formatted(stream, expectedVersion, foundVersion));
        this.stream = stream;
        this.expectedVersion = expectedVersion;
        this.foundVersion = foundVersion;
    }

    public StreamId stream() {
        return stream;
    }

    public long expectedVersion() {
        return expectedVersion;
    }

    public long foundVersion() {
        return foundVersion;
    }
}
