package dev.orderstream.runtime;

/** How big a function is where it is deployed. */
public final class FunctionSize {

    /** Lambda gives one whole processor at it; with less the same work takes as much longer. */
    public static final int MEMORY_MB = 1_769;

    private FunctionSize() {}
}
