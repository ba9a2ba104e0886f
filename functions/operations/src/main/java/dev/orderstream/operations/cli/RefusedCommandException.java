package dev.orderstream.operations.cli;

/** A command that can't be carried out as it was asked for; the message is for its user. */
final class RefusedCommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedCommandException(String message) {
        super(message);
    }

    RefusedCommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
