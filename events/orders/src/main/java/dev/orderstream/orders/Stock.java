package dev.orderstream.orders;

/** A product's stock: the state of the write side, and what a lookup shows. */
public sealed interface Stock {

    String CATEGORY = "Stock";

    /** The most that is counted, or that comes or goes at once. */
    int PIECES_MAX = 1_000_000_000;

    /** Nobody has counted it: the product is sold without limit. */
    record NeverCounted() implements Stock {}

    /**
     * It was counted: so many pieces may still be sold. What orders give back may make it more than
     * anybody may count.
     */
    record Counted(long available) implements Stock {}
}
