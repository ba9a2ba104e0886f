package dev.orderstream.operations.cli.load;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.CustomerCommands;
import dev.orderstream.orders.Inventory;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCommands;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Carries a plan out, by the command loop and with its conditional appends, many orders at once.
 * Stock is left alone.
 */
public final class Loader {

    private static final int ORDERS_AT_ONCE = 16;

    private final LoadPlan plan;
    private final OwnStreams store;
    private final CommandBus bus = new CommandBus();
    private final Pace pace;
    private final LongConsumer progress;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong thereAlready = new AtomicLong();

    /**
     * On an event store.
     *
     * @param progress is told how many commits are there, by several threads at once
     */
    public Loader(LoadPlan plan, EventStore store, Pace pace, LongConsumer progress) {
        this.plan = plan;
        this.store = new OwnStreams(store);
        this.pace = pace;
        this.progress = progress;
        Pacing pacing = Pacing.standard(Ticker.system(), new SecureRandom());
        OrderCommands.register(
                bus, this.store, pacing, new Inventory(false), AtOnce.virtualThreads());
        CustomerCommands.register(bus, this.store, pacing);
    }

    /**
     * What came of it, in commits.
     *
     * @param written by this
     * @param thereAlready by the same plan, carried out before
     */
    public record Loaded(long written, long thereAlready) {}

    /** Does all of it; what fails ends it. */
    public Loaded run() {
        atOnce(plan.customers(), n -> send(plan.customer(n)));
        atOnce(plan.orders(), this::order);
        return new Loaded(written.get(), thereAlready.get());
    }

    private void order(int n) {
        List<OrderCommand> commands = plan.order(n);
        commands.forEach(this::send);
        store.forget(commands.getFirst().stream());
    }

    private <S, E, R> void send(Command<Outcome<S, E, R>> command) {
        pace.await();
        switch (bus.dispatch(command)) {
            case Outcome.Committed<S, E, R> committed ->
                    (committed.replayed() ? thereAlready : written).incrementAndGet();
            case Outcome<S, E, R> other ->
                    throw new IllegalStateException(
                            "%s was not carried out: %s".formatted(command.stream(), other));
        }
        progress.accept(written.get() + thereAlready.get());
    }

    /** Numbers from 0, each by one of the workers; none begins another one when one has failed. */
    private static void atOnce(int count, NumberedWork work) {
        AtomicInteger next = new AtomicInteger();
        Runnable worker =
                () -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        try {
                            work.run(n);
                        } catch (RuntimeException e) {
                            next.set(count);
                            throw e;
                        }
                    }
                };
        AtOnce.virtualThreads().run(Stream.generate(() -> worker).limit(ORDERS_AT_ONCE).toList());
    }

    /** One piece of work, by its number. */
    @FunctionalInterface
    private interface NumberedWork {
        void run(int n);
    }
}
