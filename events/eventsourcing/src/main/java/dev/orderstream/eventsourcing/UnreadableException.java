package dev.orderstream.eventsourcing;

/**
 * Stored data that this code can't read: a missing field, a type or a schema that it does not know.
 * Trying again does not help; newer code may.
 */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
