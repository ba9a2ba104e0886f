package dev.orderstream.eventsourcing;

/**
 * A store that can't be reached or is out of capacity: a passing fault, which HTTP tells as 503.
 * {@code writeMayHaveLanded} is true where a write was sent and no definite answer came.
 */
public class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean writeMayHaveLanded;

    public OutageException(boolean writeMayHaveLanded, Throwable cause) {
        super("the store is not available", cause);
        this.writeMayHaveLanded = writeMayHaveLanded;
    }

    public boolean writeMayHaveLanded() {
        return writeMayHaveLanded;
    }
}
