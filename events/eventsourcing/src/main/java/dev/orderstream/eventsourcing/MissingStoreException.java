package dev.orderstream.eventsourcing;

/** A store that is not there: not yet, not any more, or under another name. */
public final class MissingStoreException extends OutageException {
    private static final long serialVersionUID = 1;

    public MissingStoreException(boolean writeMayHaveLanded, Throwable cause) {
        super(writeMayHaveLanded, cause);
    }
}
