package dev.orderstream.orders;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.WaitPool;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.InMemoryWaitLeases;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** All of the order service in memory. Views lag behind until they are projected. */
final class Shop {

    final FakeTicker ticker = new FakeTicker();
    final InMemoryViewStore views = new InMemoryViewStore();
    final QueryBus queries;
    final CommandBus commands;

    final ReadYourWrites readYourWrites;

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final CatchUp catchUp =
            new CatchUp(events, views, Projections.ALL, new InMemoryDiscards());

    Shop() {
        Pacing pacing = Pacing.standard(ticker, new SplittableRandom(1));
        commands =
                OrderCommands.register(
                        new CommandBus(),
                        events,
                        pacing,
                        new Inventory(true),
                        AtOnce.virtualThreads());
        CustomerCommands.register(commands, events, pacing);
        StockCommands.register(commands, events, pacing);
        readYourWrites =
                new ReadYourWrites(
                        ticker,
                        events,
                        () -> Duration.ZERO,
                        new WaitPool(
                                1,
                                new InMemoryWaitLeases(),
                                ticker.clock(),
                                new SplittableRandom(1)));
        queries = new OrderQueries(() -> views, readYourWrites).register(new QueryBus());
        new CustomerQueries(() -> views, readYourWrites).register(queries);
        new StockQueries(() -> views, readYourWrites).register(queries);
    }

    /** Places the {@code number}th order, a minute after the one before it. */
    OrderId place(CustomerId customer, int number) {
        OrderId id = OrderId.of(new UUID(customer.hashCode(), number));
        Envelope envelope = Samples.envelope(Samples.NOON.plusSeconds(60L * number));
        List<NewItem> items = List.of(Samples.item("sku-1", number, "25.20"));
        send(new CreateOrder(id, customer, Samples.EUR, items, Samples.ADDRESS, envelope));
        return id;
    }

    OrderId placeAndProject(CustomerId customer, int number) {
        OrderId id = place(customer, number);
        project(id);
        return id;
    }

    Outcome<Order, OrderEvent, OrderRejection> send(OrderCommand command) {
        return commands.dispatch(command);
    }

    void project(OrderId id) {
        project(id.stream());
    }

    void project(StreamId stream) {
        catchUp.runToEnd(stream);
    }

    /** Stores a commit without a command. */
    void append(Commit commit) {
        events.append(commit);
    }

    long lastVersion(OrderId id) {
        return events.readAfter(id.stream(), 0, Integer.MAX_VALUE).getLast().version();
    }

    List<Commit> commits(OrderId id) {
        return events.readAfter(id.stream(), 0, 1_000);
    }
}
