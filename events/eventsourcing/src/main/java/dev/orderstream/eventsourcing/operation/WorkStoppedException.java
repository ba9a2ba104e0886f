package dev.orderstream.eventsourcing.operation;

/** Tells a worker to stop: his time is over, or his operation is another one's or has ended. */
public final class WorkStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkStoppedException(String reason) {
        super(reason);
    }
}
