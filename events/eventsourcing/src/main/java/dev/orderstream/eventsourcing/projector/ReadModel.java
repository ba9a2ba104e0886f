package dev.orderstream.eventsourcing.projector;

/**
 * One generation of the read model, to be written.
 *
 * @param serving false while it is filled or left: nobody waits for it then, and no fault in it may
 *     hold up the one that serves
 */
public record ReadModel(int generation, boolean serving, CatchUp catchUp, ParkedStreams parked) {}
