package dev.orderstream.local.mapping;

/** Where a stream is begun that was never read. */
public enum StartingPosition {

    /** At the oldest record that the stream still has. */
    TRIM_HORIZON,

    /** After the newest record that the stream has by then. */
    LATEST
}
