package dev.orderstream.operations.cli.load;

import dev.orderstream.eventsourcing.Commit.Origin;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.NewItem;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.StatusChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Which commands make the data. The same plan always has the same ones, with the same keys, so that
 * carrying it out again adds only what is missing.
 *
 * @param commits of each order, 1 to {@link #COMMITS_MAX}
 * @param run another one each time, which tells what this time has written from what was there
 */
public record LoadPlan(
        long seed, int orders, int commits, int customers, String run, InstantSource clock) {

    public static final int ORDERS_MAX = 10_000_000;
    public static final int COMMITS_MAX = 100;
    public static final int CUSTOMERS_MAX = 100_000;

    private static final int FIRST_LINES_MAX = 4;

    /** An order's lines stay below this, whatever is added and removed. */
    private static final int LINES_MAX = OrderCommand.LINES_MAX - 1;

    private static final String USER = "load";
    private static final List<String> REASONS =
            List.of("changed my mind", "found it elsewhere", "ordered twice", "takes too long");
    private static final List<String> CARRIERS = List.of("DHL", "UPS", "GLS", "DPD");

    public LoadPlan {
        check("orders", orders, ORDERS_MAX);
        check("commits", commits, COMMITS_MAX);
        check("customers", customers, CUSTOMERS_MAX);
    }

    private static void check(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "--%s: expected 1 to %,d, got %d".formatted(name, max, value));
        }
    }

    public long commitsInAll() {
        return customers + (long) orders * commits;
    }

    /** Gives customer number {@code n} a name. */
    public NameCustomer customer(int n) {
        CustomerId id = customerId(n);
        return new NameCustomer(id, new People(random(-1 - n)).name(), envelope(id.stream(), 1));
    }

    private CustomerId customerId(int n) {
        return new CustomerId("load-%x-%d".formatted(seed, n));
    }

    /** All commands of order number {@code n}: a create, changes, and mostly an end. */
    public List<OrderCommand> order(int n) {
        RandomGenerator random = random(n);
        OrderId id = OrderId.of(new UUID(random.nextLong(), random.nextLong()));
        List<NewItem> items = new ArrayList<>();
        Goods goods = new Goods(random);
        for (int line = random.nextInt(1, FIRST_LINES_MAX + 1); line > 0; line--) {
            items.add(goods.item());
        }
        List<OrderCommand> commands = new ArrayList<>();
        commands.add(
                new CreateOrder(
                        id,
                        customerId(random.nextInt(customers)),
                        new OrderCurrency("EUR"),
                        items,
                        new People(random).address(),
                        envelope(id.stream(), 1)));
        List<StatusChange> end = end(random);
        addChanges(commands, id, items.size(), commits - end.size(), goods, random);
        for (StatusChange change : end) {
            Envelope envelope = envelope(id.stream(), commands.size() + 1);
            commands.add(
                    change instanceof StatusChange.Cancel(String reason)
                            ? new CancelOrder(id, reason, envelope)
                            : new UpdateOrderStatus(id, change, envelope));
        }
        return commands;
    }

    private void addChanges(
            List<OrderCommand> commands,
            OrderId id,
            int firstLines,
            int until,
            Goods goods,
            RandomGenerator random) {
        List<Integer> lines = new ArrayList<>();
        int next = 1;
        while (next <= firstLines) {
            lines.add(next++);
        }
        while (commands.size() < until) {
            Envelope envelope = envelope(id.stream(), commands.size() + 1);
            boolean isRemoval = lines.size() > 1 && random.nextInt(4) == 0;
            if (isRemoval || lines.size() >= LINES_MAX) {
                int line = lines.remove(/* index */ random.nextInt(lines.size()));
                commands.add(new RemoveOrderItem(id, line, envelope));
            } else {
                lines.add(next++);
                commands.add(new AddOrderItem(id, goods.item(), envelope));
            }
        }
    }

    /** Of ten orders six are delivered, one is on its way, one cancelled, two are pending. */
    private List<StatusChange> end(RandomGenerator random) {
        int chance = random.nextInt(10);
        StatusChange ship =
                new StatusChange.Ship(
                        CARRIERS.get(random.nextInt(CARRIERS.size())),
                        "%010d".formatted(random.nextLong(10_000_000_000L)));
        List<StatusChange> end;
        if (chance < 6) {
            end = List.of(ship, new StatusChange.Deliver());
        } else if (chance == 6) {
            end = List.of(ship);
        } else if (chance == 7) {
            end = List.of(new StatusChange.Cancel(REASONS.get(random.nextInt(REASONS.size()))));
        } else {
            end = List.of();
        }
        return end.subList(0, Math.min(end.size(), commits - 1));
    }

    /** Seeds that are one apart: generators that share no numbers. */
    private RandomGenerator random(int n) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + n);
    }

    private Envelope envelope(StreamId stream, int step) {
        String key = "load %d %d %d %d".formatted(seed, commits, customers, step);
        Digest command = Command.id(USER, stream, key);
        return new Envelope(
                new Origin(command, command, true, USER, "load-%x".formatted(seed), run),
                clock.instant(),
                null);
    }
}
