package dev.orderstream.eventsourcing.verify;

/** What a look at one view or one customer's counters has shown. */
sealed interface Look {

    /** It is as the commits say. */
    record Same() implements Look {}

    /** It is right, but commits after this version are missing; they may be on their way. */
    record Behind(long version) implements Look {}

    /** It is not as the commits say. */
    record Differs(String how) implements Look {}

    /** It moved while it was looked at. */
    record Moving() implements Look {}
}
