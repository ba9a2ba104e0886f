package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderRejection.AlreadyCreated;
import dev.orderstream.orders.OrderRejection.LineNotFound;
import dev.orderstream.testkit.Seeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderDeciderPropertyTest {

    private static final Map<OrderStatus, Set<OrderStatus>> LEGAL =
            new EnumMap<>(
                    Map.of(
                            OrderStatus.PENDING,
                            EnumSet.of(
                                    OrderStatus.PENDING,
                                    OrderStatus.SHIPPED,
                                    OrderStatus.CANCELLED),
                            OrderStatus.SHIPPED,
                            EnumSet.of(OrderStatus.DELIVERED),
                            OrderStatus.DELIVERED,
                            EnumSet.noneOf(OrderStatus.class),
                            OrderStatus.CANCELLED,
                            EnumSet.noneOf(OrderStatus.class)));

    private final OrderDecider decider = new OrderDecider(new Inventory(true));

    @Test
    void whatever_is_asked_of_an_order_its_rules_hold() {
        Seeds.forEach(
                300,
                (seed, random) -> {
                    RandomOrders orders = new RandomOrders(random);
                    Order state = decider.initial();
                    List<Integer> linesUsed = new ArrayList<>();
                    for (int step = 0; step < 60; step++) {
                        OrderCommand command = orders.command();
                        List<OrderEvent> events = accepted(command, state);
                        if (!events.isEmpty()) {
                            Placed next = fold(state, events);
                            checkTransition(state, next);
                            checkRepeat(command, next);
                            linesUsed.addAll(linesOf(events));
                            state = next;
                        }
                    }
                    assertThat(linesUsed).isSorted().doesNotHaveDuplicates();
                });
    }

    private List<OrderEvent> accepted(OrderCommand command, Order state) {
        return switch (decider.decide(command, state)) {
            case Decision.Accepted<OrderEvent, OrderRejection>(
                            List<OrderEvent> events,
                            var beside) ->
                    events;
            case Decision.Rejected<OrderEvent, OrderRejection> rejected -> List.of();
        };
    }

    private Placed fold(Order state, List<OrderEvent> events) {
        Order folded = state;
        for (OrderEvent event : events) {
            folded = decider.evolve(folded, event);
        }
        return (Placed) folded;
    }

    private static void checkTransition(Order before, Placed after) {
        assertThat(after.lines()).hasSizeBetween(1, 50);
        if (before instanceof Placed placed) {
            assertThat(LEGAL.get(placed.status())).contains(after.status());
            if (after.status() != OrderStatus.PENDING) {
                assertThat(after.lines()).isEqualTo(placed.lines());
            }
        } else {
            assertThat(after.status()).isEqualTo(OrderStatus.PENDING);
        }
    }

    /** An order is not placed, cancelled, shipped or cleared twice by asking twice. */
    private void checkRepeat(OrderCommand command, Placed state) {
        Decision<OrderEvent, OrderRejection> repeated = decider.decide(command, state);
        switch (command) {
            case UpdateOrderStatus update -> assertThat(repeated).isEqualTo(Decision.unchanged());
            case CancelOrder cancel -> assertThat(repeated).isEqualTo(Decision.unchanged());
            case CreateOrder create ->
                    assertThat(repeated).isEqualTo(Decision.reject(new AlreadyCreated()));
            case RemoveOrderItem remove ->
                    assertThat(repeated)
                            .isEqualTo(Decision.reject(new LineNotFound(remove.line())));
            case AddOrderItem add -> {
                // Asking twice means two lines: only the command's id tells a repeat.
            }
        }
    }

    private static List<Integer> linesOf(List<OrderEvent> events) {
        return events.stream()
                .filter(OrderItemAdded.class::isInstance)
                .map(event -> ((OrderItemAdded) event).line())
                .toList();
    }
}
