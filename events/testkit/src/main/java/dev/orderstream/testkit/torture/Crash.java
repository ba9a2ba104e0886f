package dev.orderstream.testkit.torture;

/** The end of an invocation between two calls: nothing that comes after it is done. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("the invocation dies", null, false, false);
    }
}
