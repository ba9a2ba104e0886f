package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.JointDecider;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.torture.CommandTorture.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Orders and their stock with one thing done wrong. */
final class OrderMutants {

    static final Inventory INVENTORY = new Inventory(true);

    /** Nothing done wrong. */
    static final Service<OrderCommand, Order, OrderEvent, OrderRejection> REAL =
            (store, pacing, atOnce) ->
                    OrderCommands.register(new CommandBus(), store, pacing, INVENTORY, atOnce)
                            ::dispatch;

    private OrderMutants() {}

    /** A mutant, and what the torture may say of it. */
    record Mutant(
            String name,
            List<String> complaints,
            Service<OrderCommand, Order, OrderEvent, OrderRejection> service) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mutant> all() {
        return Stream.of(
                new Mutant(
                        "never counted is kept for further attempts",
                        List.of("decided on another state"),
                        (store, pacing, atOnce) ->
                                REAL.start(new NeverCountedKept(store), pacing, atOnce)),
                new Mutant(
                        "a line gives back its pieces and not what it holds",
                        List.of("decided on another state", "a snapshot of another state"),
                        (store, pacing, atOnce) ->
                                new CommandLoop<>(
                                        new Aggregate<>(
                                                new GivingBackAll(),
                                                OrderEvent.CODEC,
                                                OrderStateDocument.CODEC,
                                                50,
                                                100),
                                        store,
                                        pacing,
                                        atOnce)));
    }

    private static final class NeverCountedKept extends ForwardingEventStore {
        private final Set<StreamId> neverCounted = new HashSet<>();

        NeverCountedKept(EventStore store) {
            super(store);
        }

        @Override
        public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
            if (neverCounted.contains(stream)) {
                return List.of();
            }
            List<Commit> read = super.readBack(stream, commitsFirst, enough);
            if (stream.category().equals(Stock.CATEGORY) && read.isEmpty()) {
                neverCounted.add(stream);
            }
            return read;
        }
    }

    /** As if every line had reserved its pieces, counted or not. */
    private static final class GivingBackAll
            implements JointDecider<OrderCommand, Order, OrderEvent, OrderRejection> {

        private final OrderDecider real = new OrderDecider(INVENTORY);

        @Override
        public Order initial() {
            return real.initial();
        }

        @Override
        public List<Beside<?, ?>> beside(OrderCommand command, Order state) {
            return real.beside(command, state);
        }

        @Override
        public Decision<OrderEvent, OrderRejection> decide(
                OrderCommand command, Order state, States beside) {
            return switch (real.decide(command, state, beside)) {
                case Decision.Accepted<OrderEvent, OrderRejection>(
                                List<OrderEvent> events,
                                List<Beside.Events<?>> others) ->
                        new Decision.Accepted<>(
                                events,
                                others.stream()
                                        .filter(each -> isCounted(each.beside(), beside))
                                        .toList());
                case Decision.Rejected<OrderEvent, OrderRejection> rejected -> rejected;
            };
        }

        private static boolean isCounted(Beside<?, ?> stock, States beside) {
            return !(beside.of(stock) instanceof NeverCounted);
        }

        @Override
        public Order evolve(Order state, OrderEvent event) {
            return real.evolve(
                    state,
                    event instanceof OrderItemAdded added
                            ? new OrderItemAdded(
                                    added.line(),
                                    added.productId(),
                                    added.quantity(),
                                    added.unitPrice(),
                                    added.quantity().pieces())
                            : event);
        }
    }
}
