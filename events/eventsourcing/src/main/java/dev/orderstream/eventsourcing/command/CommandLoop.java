package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.EventStore;

/**
 * Runs the commands of one aggregate: load, decide, append, and again where another writer was
 * faster. A change costs one read and one write, a command that opens its stream one write; a
 * command over several streams one read more for each, and still one write.
 *
 * <p>A command that is stored already is answered from its commit, whatever rules and state say by
 * now. It may be sent again by its client, by the SDK, or by itself after a lost answer.
 */
public final class CommandLoop<C extends Command<Outcome<S, E, R>>, S, E, R>
        implements CommandBus.Handler<C, Outcome<S, E, R>> {

    private final Aggregate<C, S, E, R> aggregate;
    private final EventStore store;
    private final Pacing pacing;
    private final AtOnce atOnce;

    public CommandLoop(Aggregate<C, S, E, R> aggregate, EventStore store, Pacing pacing) {
        this(aggregate, store, pacing, AtOnce.virtualThreads());
    }

    /**
     * With a way of its own to read several streams at once.
     *
     * @param atOnce for a {@link JointDecider}
     */
    public CommandLoop(
            Aggregate<C, S, E, R> aggregate, EventStore store, Pacing pacing, AtOnce atOnce) {
        this.aggregate = aggregate;
        this.store = store;
        this.pacing = pacing;
        this.atOnce = atOnce;
    }

    @Override
    public Outcome<S, E, R> handle(C command) {
        return new CommandRun<>(aggregate, store, atOnce, pacing.start(), command).run();
    }
}
