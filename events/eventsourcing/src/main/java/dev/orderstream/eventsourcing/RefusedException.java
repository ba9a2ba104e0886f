package dev.orderstream.eventsourcing;

/**
 * A write that a store will never take: too large, or not valid to it. Trying again does not help.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(Throwable cause) {
        super("the store refuses the write", cause);
    }
}
