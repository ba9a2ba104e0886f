package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Document.Fields;

/** A generation that may not serve, with what was found in it. */
final class RebuildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Fields found;

    RebuildFailedException(String message, Fields found) {
        super(message);
        this.found = found;
    }

    Fields found() {
        return found;
    }
}
