package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.torture.CommandTorture;
import dev.orderstream.testkit.torture.CommandTorture.Commanded;
import dev.orderstream.testkit.torture.CommandTorture.Service;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import dev.orderstream.testkit.torture.Happening;
import dev.orderstream.testkit.torture.ProjectionTorture;
import dev.orderstream.testkit.torture.Tortured;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From commands to views: what clients were told is what they see, whatever happens on the way.
 * While they order, products are counted for the first time, and pieces come and go.
 */
class OrderTortureTest {

    private static final int COMMANDS = 1_000;

    /** Fewer do not meet all that may happen. */
    private static final int SEEDS_OF_ALL_HAPPENINGS = 100;

    private static final int CLIENTS = 6;
    private static final int ORDERS = 40;
    private static final int CUSTOMERS = 10;

    /** For mutants: few orders, so that the same ones are changed before a count and after it. */
    private static final int MUTANT_COMMANDS = 200;

    private static final int MUTANT_ORDERS = 8;
    private static final int MUTANT_SEEDS = 200;

    /** Of the five products; nobody ever counts the last one. */
    private static final int COUNTED = 4;

    /** Enough of a product for some forty lines. */
    private static final int PIECES = 20_000_000;

    private static final int SHOP_PERCENT = 4;

    private static final Aggregate<OrderCommand, Order, OrderEvent, OrderRejection> ORDER =
            OrderCommands.aggregate(OrderMutants.INVENTORY);

    private final Map<Happening, Integer> happenings = new EnumMap<>(Happening.class);
    private int seeds;
    private int commits;

    @Test
    void no_command_is_lost_none_is_doubled_and_no_total_is_stale() {
        Seeds.forEach(Seeds.runs(20, 1_000), (seed, random) -> torture(random));

        System.out.printf(
                "orders tortured: %d seeds of %d commands, %d commits, %s%n",
                seeds, COMMANDS, commits, happenings);
        if (seeds >= SEEDS_OF_ALL_HAPPENINGS) {
            assertThat(happenings).containsOnlyKeys(Happening.values());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.orderstream.orders.OrderMutants#all")
    void a_mutant_is_caught(OrderMutants.Mutant mutant) {
        for (int seed = 1; seed <= MUTANT_SEEDS; seed++) {
            try {
                command(
                        new SplittableRandom(seed),
                        mutant.service(),
                        MUTANT_ORDERS,
                        MUTANT_COMMANDS);
            } catch (AssertionError caught) {
                System.out.printf("mutant caught by seed %d: %s%n", seed, mutant);
                assertThat(mutant.complaints())
                        .as(caught.getMessage())
                        .anyMatch(caught.getMessage()::startsWith);
                return;
            }
        }
        fail("not caught by %d seeds: %s", MUTANT_SEEDS, mutant);
    }

    private static Commanded<OrderCommand, Order, OrderEvent, OrderRejection> command(
            RandomGenerator random,
            Service<OrderCommand, Order, OrderEvent, OrderRejection> service,
            int orders,
            int commands) {
        InMemoryEventStore store = new InMemoryEventStore();
        Commanded<OrderCommand, Order, OrderEvent, OrderRejection> commanded =
                new CommandTorture<>(random, ORDER, service, () -> wish(random, orders), store)
                        .among(reached -> countOrAdjust(random, reached))
                        .run(CLIENTS, commands);
        checkStocks(store, orders);
        return commanded;
    }

    private void torture(RandomGenerator random) {
        Commanded<OrderCommand, Order, OrderEvent, OrderRejection> commanded =
                command(random, OrderMutants.REAL, ORDERS, COMMANDS);
        MeantOrders meant = new MeantOrders(commanded.answers());
        assertThat(commanded.commits())
                .as("one commit for each command, and those of the stocks beside")
                .filteredOn(commit -> commit.stream().category().equals(OrderId.CATEGORY))
                .hasSize(meant.commands());

        Tortured tortured = ProjectionTorture.of(Projections.ALL).run(commanded.commits(), random);

        meant.check(tortured.views());
        seeds++;
        commits += commanded.commits().size();
        commanded
                .happenings()
                .forEach((what, times) -> happenings.merge(what, times, Integer::sum));
        tortured.happenings().forEach((what, times) -> happenings.merge(what, times, Integer::sum));
    }

    /** A product is counted once, since a further count would say nothing of what orders hold. */
    private static void countOrAdjust(RandomGenerator random, EventStore store) {
        if (random.nextInt(100) >= SHOP_PERCENT) {
            return;
        }
        ProductId product = product(random.nextInt(COUNTED));
        boolean isCounted = store.newest(product.stock()).isPresent();
        int delta = random.nextInt(-1_000_000, 1_000_000) * 2 + 1;
        CommandBus shop =
                StockCommands.register(
                        new CommandBus(), store, Pacing.standard(new FakeTicker(), random));
        Envelope envelope = envelope(random);
        if (isCounted) {
            shop.dispatch(new AdjustStock(product, new StockDelta(delta), null, envelope));
        } else {
            shop.dispatch(new CountStock(product, new Available(PIECES), envelope));
        }
    }

    private static Envelope envelope(RandomGenerator random) {
        Digest id = Digest.of("shop", Long.toString(random.nextLong()));
        return new Envelope(
                new Commit.Origin(id, id, true, "shop", "correlation-1", "shop"),
                Samples.NOON,
                null);
    }

    private static ProductId product(int number) {
        return new ProductId("sku-" + number);
    }

    /**
     * What is left and what orders hold is what was counted and what came and went; never was there
     * less than nothing.
     */
    private static void checkStocks(EventStore store, int orders) {
        Map<ProductId, Long> held = new HashMap<>();
        for (int number = 0; number < orders; number++) {
            StreamId order = OrderId.of(new UUID(0, number)).stream();
            if (fold(ORDER, store, order, (state, event) -> {}) instanceof Placed placed) {
                placed.reservations()
                        .values()
                        .forEach(each ->
                                held.merge(each.productId(), (long) each.pieces(), Long::sum));
            }
        }
        for (int number = 0; number < COUNTED; number++) {
            ProductId product = product(number);
            AtomicLong given = new AtomicLong();
            Stock left =
                    fold(
                            StockCommands.STOCK,
                            store,
                            product.stock(),
                            (state, event) -> {
                                assertThat(((Counted) state).available())
                                        .as("pieces of %s", product)
                                        .isNotNegative();
                                given.addAndGet(given(event));
                            });
            long available = left instanceof Counted counted ? counted.available() : 0;
            assertThat(available + held.getOrDefault(product, 0L))
                    .as("pieces of %s, left and held", product)
                    .isEqualTo(given.get());
        }
        assertThat(store.newest(product(COUNTED).stock()))
                .as("nothing is held of what nobody counted")
                .isEmpty();
        assertThat(held).doesNotContainKey(product(COUNTED));
    }

    /** The pieces that did not come from an order. */
    private static long given(StockEvent event) {
        return switch (event) {
            case StockCounted(int available) -> available;
            case StockAdjusted adjusted -> adjusted.delta();
            case StockReserved reserved -> 0;
            case StockReleased released -> 0;
        };
    }

    private static <S, E> S fold(
            Aggregate<?, S, E, ?> aggregate,
            EventStore store,
            StreamId stream,
            BiConsumer<S, E> each) {
        S state = aggregate.decider().initial();
        for (Commit commit : store.readAfter(stream, 0, Integer.MAX_VALUE)) {
            for (E event : aggregate.events().decode(commit).toList()) {
                state = aggregate.decider().evolve(state, event);
                each.accept(state, event);
            }
        }
        return state;
    }

    /** Lines come and go, and in the end an order is mostly delivered. */
    private static Wish<OrderCommand> wish(RandomGenerator random, int orderCount) {
        RandomOrders orders = new RandomOrders(random);
        OrderId id = OrderId.of(new UUID(0, random.nextInt(orderCount)));
        int kind = random.nextInt(100);
        if (kind < 12) {
            OrderCurrency currency = orders.currency();
            CustomerId customer = new CustomerId("c-" + random.nextInt(CUSTOMERS));
            List<NewItem> items = orders.items(1 + random.nextInt(5), currency.decimals());
            ShippingAddress address = orders.address();
            return envelope -> new CreateOrder(id, customer, currency, items, address, envelope);
        }
        if (kind < 70) {
            NewItem item = orders.item(random.nextInt(10) == 0 ? 3 : 0);
            return envelope -> new AddOrderItem(id, item, envelope);
        }
        if (kind < 95) {
            int line = 1 + random.nextInt(12);
            return envelope -> new RemoveOrderItem(id, line, envelope);
        }
        if (kind < 99) {
            StatusChange change = orders.change();
            return envelope -> new UpdateOrderStatus(id, change, envelope);
        }
        return envelope -> new CancelOrder(id, null, envelope);
    }
}
