package dev.orderstream.eventsourcing.view;

/** Is told what reads have cost, in read units of the store. */
@FunctionalInterface
public interface ReadCost {

    /** For who has no use for it. */
    ReadCost IGNORED = units -> {};

    /**
     * A request was answered.
     *
     * @param units what the store bills for it
     */
    void add(double units);
}
