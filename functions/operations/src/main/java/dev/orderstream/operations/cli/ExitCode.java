package dev.orderstream.operations.cli;

/** What a command tells scripts. */
final class ExitCode {

    static final int DONE = 0;

    /** It was begun or carried out, and its outcome is not what one hopes for. */
    static final int FAILED = 1;

    /** It was not carried out: it was asked for wrongly, or not there, or not allowed. */
    static final int REFUSED = 2;

    private ExitCode() {}
}
