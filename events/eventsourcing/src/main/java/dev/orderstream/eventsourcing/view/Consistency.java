package dev.orderstream.eventsourcing.view;

/** How recent a read must be: every acknowledged write, or most of them at half the cost. */
public enum Consistency {
    STRONG,
    EVENTUAL
}
