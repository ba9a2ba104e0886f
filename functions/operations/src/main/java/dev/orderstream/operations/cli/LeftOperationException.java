package dev.orderstream.operations.cli;

/** An operation was begun, and goes on without this process, which could not follow it any more. */
final class LeftOperationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeftOperationException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
