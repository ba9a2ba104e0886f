package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.torture.CommandTorture;
import dev.orderstream.testkit.torture.CommandTorture.Commanded;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import dev.orderstream.testkit.torture.Happening;
import dev.orderstream.testkit.torture.ProjectionTorture;
import dev.orderstream.testkit.torture.Tortured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** From commands to views: what clients were told is what they see, whatever happens on the way. */
class OrderTortureTest {

    private static final int COMMANDS = 1_000;
    private static final int CLIENTS = 6;
    private static final int ORDERS = 40;
    private static final int CUSTOMERS = 10;

    private static final Inventory INVENTORY = new Inventory(true);
    private static final Aggregate<OrderCommand, Order, OrderEvent, OrderRejection> ORDER =
            OrderCommands.aggregate(INVENTORY);

    /** Three of the five products, and enough of each for some forty lines. */
    private static final List<ProductId> COUNTED =
            List.of(new ProductId("sku-0"), new ProductId("sku-1"), new ProductId("sku-2"));

    private static final int PIECES = 20_000_000;

    private final Map<Happening, Integer> happenings = new EnumMap<>(Happening.class);
    private int seeds;
    private int commits;

    @Test
    void no_command_is_lost_none_is_doubled_and_no_total_is_stale() {
        Seeds.forEach(Seeds.runs(200, 1_000), (seed, random) -> torture(random));

        System.out.printf(
                "orders tortured: %d seeds of %d commands, %d commits, %s%n",
                seeds, COMMANDS, commits, happenings);
        if (seeds > 1) {
            assertThat(happenings).containsOnlyKeys(Happening.values());
        }
    }

    private void torture(RandomGenerator random) {
        InMemoryEventStore store = new InMemoryEventStore();
        List<Commit> counts = COUNTED.stream().map(OrderTortureTest::count).toList();
        counts.forEach(store::append);
        Commanded<OrderCommand, Order, OrderEvent, OrderRejection> commanded =
                new CommandTorture<OrderCommand, Order, OrderEvent, OrderRejection>(
                                random,
                                ORDER,
                                (reached, pacing, atOnce) ->
                                        OrderCommands.register(
                                                        new CommandBus(),
                                                        reached,
                                                        pacing,
                                                        INVENTORY,
                                                        atOnce)
                                                ::dispatch,
                                () -> wish(random),
                                store)
                        .run(CLIENTS, COMMANDS);
        MeantOrders meant = new MeantOrders(commanded.answers());
        assertThat(commanded.commits())
                .as("one commit for each command, and those of the stocks beside")
                .filteredOn(commit -> commit.stream().category().equals(OrderId.CATEGORY))
                .hasSize(meant.commands());
        checkStocks(store);

        List<Commit> all = new ArrayList<>(counts);
        all.addAll(commanded.commits());
        Tortured tortured = ProjectionTorture.of(Projections.ALL).run(all, random);

        meant.check(tortured.views());
        seeds++;
        commits += commanded.commits().size();
        commanded
                .happenings()
                .forEach((what, times) -> happenings.merge(what, times, Integer::sum));
        tortured.happenings().forEach((what, times) -> happenings.merge(what, times, Integer::sum));
    }

    private static Commit count(ProductId product) {
        return new Commit(
                product.stock(),
                1,
                Samples.NOON,
                StockEvent.CODEC.encode(List.of(new StockCounted(PIECES))),
                Commits.origin());
    }

    /** What is left and what orders hold is what was counted; never was there less than nothing. */
    private static void checkStocks(EventStore store) {
        Map<ProductId, Long> held = new HashMap<>();
        for (int number = 0; number < ORDERS; number++) {
            StreamId order = OrderId.of(new UUID(0, number)).stream();
            if (fold(ORDER, store, order, state -> {}) instanceof Placed placed) {
                placed.reservations()
                        .values()
                        .forEach(each ->
                                held.merge(each.productId(), (long) each.pieces(), Long::sum));
            }
        }
        for (ProductId product : COUNTED) {
            Stock left =
                    fold(
                            StockCommands.STOCK,
                            store,
                            product.stock(),
                            state -> assertThat(((Counted) state).available()).isNotNegative());
            assertThat(((Counted) left).available() + held.getOrDefault(product, 0L))
                    .isEqualTo(PIECES);
        }
        assertThat(held.keySet()).as("nothing is held of what nobody counted").isSubsetOf(COUNTED);
    }

    private static <S, E> S fold(
            Aggregate<?, S, E, ?> aggregate,
            EventStore store,
            StreamId stream,
            Consumer<S> eachState) {
        S state = aggregate.decider().initial();
        for (Commit commit : store.readAfter(stream, 0, Integer.MAX_VALUE)) {
            for (E event : aggregate.events().decode(commit).toList()) {
                state = aggregate.decider().evolve(state, event);
                eachState.accept(state);
            }
        }
        return state;
    }

    /** Lines come and go, and in the end an order is mostly delivered. */
    private static Wish<OrderCommand> wish(RandomGenerator random) {
        RandomOrders orders = new RandomOrders(random);
        OrderId id = OrderId.of(new UUID(0, random.nextInt(ORDERS)));
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
