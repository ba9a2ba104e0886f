package dev.orderstream.eventsourcing;

/** A commit that is stored and can't be read or folded, with its place. */
public final class UnreadableCommitException extends UnreadableException {
    private static final long serialVersionUID = 1;

    private final transient StreamId stream;
    private final long version;

    public UnreadableCommitException(StreamId stream, long version, RuntimeException cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.stream = stream;
        this.version = version;
    }

    public StreamId stream() {
        return stream;
    }

    public long version() {
        return version;
    }
}
