package dev.orderstream.testing.lambda;

/** A function did not start, threw instead of answering, or its process ended. */
public final class FunctionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FunctionFailedException(String message) {
        super(message);
    }
}
