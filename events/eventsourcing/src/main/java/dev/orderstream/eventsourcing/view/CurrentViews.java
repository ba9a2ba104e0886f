package dev.orderstream.eventsourcing.view;

/** The views that queries read: those of the generation that serves, as far as is known. */
@FunctionalInterface
public interface CurrentViews {

    ViewStore get();

    /** The same, asked anew: whoever waits must not wait at a generation that was left. */
    default ViewStore latest() {
        return get();
    }

    /** Those for a read: who reads strongly wants the latest. */
    default ViewStore get(Consistency consistency) {
        return consistency == Consistency.STRONG ? latest() : get();
    }
}
