package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderPage;
import dev.orderstream.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A walk from place to place gives each order once, whatever is added and cancelled meanwhile. */
class OrderWalkTest {

    private static final CustomerId ANNA = new CustomerId("anna");
    private static final int SEEDS = 300;
    private static final int ORDERS_MAX = 30;

    @Test
    void a_walk_gives_each_order_that_was_there_at_its_start_once() {
        Seeds.forEach(SEEDS, (seed, random) -> walk(random));
    }

    private static void walk(RandomGenerator random) {
        Shop shop = new Shop();
        List<OrderId> placed = new ArrayList<>();
        int atStart = random.nextInt(ORDERS_MAX + 1);
        for (int n = 0; n < atStart; n++) {
            placed.add(shop.placeAndProject(ANNA, placed.size() + 1));
        }
        Set<OrderId> original = new HashSet<>(placed);
        boolean ascending = random.nextBoolean();
        OrderStatus status = random.nextBoolean() ? null : OrderStatus.PENDING;
        Set<OrderId> cancelled = new HashSet<>();

        List<OrderId> walked = new ArrayList<>();
        int size = 1 + random.nextInt(7);
        ListPart part = new ListPart.Page(1, size);
        while (part != null) {
            OrderPage page =
                    shop.queries
                            .dispatch(new ListOrders(ANNA, status, ascending, part, null))
                            .value();
            page.rows().forEach(row -> walked.add(row.value().orderId()));
            part = next(part, page);
            if (random.nextInt(3) == 0) {
                placed.add(shop.placeAndProject(ANNA, placed.size() + 1));
            }
            if (random.nextInt(2) == 0 && !placed.isEmpty()) {
                OrderId id = placed.get(random.nextInt(placed.size()));
                if (cancelled.add(id)) {
                    shop.send(new CancelOrder(id, null, Samples.envelope()));
                    shop.project(id);
                }
            }
        }

        assertThat(walked).doesNotHaveDuplicates();
        Set<OrderId> expected = new HashSet<>(original);
        if (status != null) {
            expected.removeAll(cancelled);
        }
        assertThat(walked).containsAll(expected);
        Set<OrderId> added = new HashSet<>(walked);
        added.removeAll(original);
        assertThat(ascending ? Set.of() : added).as("older than none of them").isEmpty();
    }

    private static @Nullable ListPart next(ListPart part, OrderPage page) {
        return page.hasMore()
                ? new ListPart.After(page.rows().getLast().value().place(), part.end(), part.size())
                : null;
    }

    @Test
    void a_walk_over_a_list_that_rests_ends_with_its_last_row() {
        for (int orders = 0; orders <= 12; orders++) {
            Shop shop = new Shop();
            for (int n = 1; n <= orders; n++) {
                shop.placeAndProject(ANNA, n);
            }
            int parts = 0;
            ListPart part = new ListPart.Page(1, 4);
            while (part != null) {
                OrderPage page =
                        shop.queries
                                .dispatch(new ListOrders(ANNA, null, false, part, null))
                                .value();
                parts++;
                part = next(part, page);
            }
            assertThat(parts).isEqualTo(Math.max(1, Math.ceilDiv(orders, 4)));
        }
    }
}
