package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.Decider.Decision;
import dev.orderstream.eventsourcing.command.JointDecider.States;
import dev.orderstream.orders.OrderRejection.InsufficientInventory;
import dev.orderstream.orders.OrderRejection.Shortage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an order is refused with that takes more than there is. */
class ShortagesTest {

    private final OrderDecider decider = new OrderDecider(new Inventory(true));
    private final Map<StreamId, Stock> stocks = new HashMap<>();

    @Test
    void every_short_product_is_named_in_the_order_of_the_lines() {
        counted("b", 1);
        counted("a", 0);
        counted("enough", 5);

        assertThat(create(line("b", 2), line("enough", 5), line("uncounted", 9), line("a", 1)))
                .isEqualTo(refused(new Shortage(id("b"), 2, 1), new Shortage(id("a"), 1, 0)));
    }

    @Test
    void the_lines_of_one_product_are_added_up() {
        counted("a", 5);

        assertThat(create(line("a", 3), line("other", 1), line("a", 3)))
                .isEqualTo(refused(new Shortage(id("a"), 6, 5)));
        assertThat(create(line("a", 3), line("a", 2))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void fifty_lines_of_the_largest_quantity_are_added_up() {
        counted("a", 1_000_000);
        NewItem[] lines = new NewItem[OrderCommand.LINES_MAX];
        Arrays.fill(lines, line("a", Quantity.PIECES_MAX));

        assertThat(create(lines)).isEqualTo(refused(new Shortage(id("a"), 50_000_000, 1_000_000)));
    }

    @Test
    void an_item_that_is_added_names_its_product() {
        counted("a", 2);
        Order order = decider.initial();
        for (OrderEvent event : Samples.placed(1)) {
            order = decider.evolve(order, event);
        }

        assertThat(decider.decide(Samples.add(line("a", 3)), order, states()))
                .isEqualTo(refused(new Shortage(id("a"), 3, 2)));
    }

    private Decision<OrderEvent, OrderRejection> create(NewItem... lines) {
        return decider.decide(Samples.place(lines), decider.initial(), states());
    }

    private void counted(String product, int available) {
        stocks.put(id(product).stock(), new Stock.Counted(available));
    }

    private States states() {
        return new States() {
            @Override
            @SuppressWarnings("unchecked") // the only streams that are not as at first are stocks
            public <T> T of(Beside<T, ?> beside) {
                Stock stock = stocks.get(beside.stream());
                return stock == null ? beside.aggregate().decider().initial() : (T) stock;
            }
        };
    }

    private static ProductId id(String product) {
        return new ProductId(product);
    }

    private static NewItem line(String product, int pieces) {
        return Samples.item(product, pieces, "1");
    }

    private static Decision<OrderEvent, OrderRejection> refused(Shortage... shortages) {
        return Decision.reject(new InsufficientInventory(List.of(shortages)));
    }
}
