package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.testkit.Commits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Orders for the tests of searches, whose words nobody else's have. What happens to them is told to
 * whoever shows them.
 */
final class PlacedOrders {

    private static final OrderProjection PROJECTION = new OrderProjection();

    private final Map<OrderId, Versioned<OrderView>> orders = new HashMap<>();
    private final Consumer<Commit> show;
    private final RandomGenerator random;
    private final String salt;
    private boolean hidden;

    PlacedOrders(RandomGenerator random, Consumer<Commit> show) {
        this.random = random;
        this.show = show;
        StringBuilder letters = new StringBuilder();
        UUID.randomUUID()
                .toString()
                .chars()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        this.salt = letters.substring(0, 12);
    }

    /** The word as these orders alone have it. */
    String own(String word) {
        return word + salt;
    }

    /** What happens from now on is not shown to searches, as while they trail. */
    void hide() {
        hidden = true;
    }

    List<Versioned<OrderView>> all() {
        return List.copyOf(orders.values());
    }

    Versioned<OrderView> get(OrderId id) {
        return orders.get(id);
    }

    Placing order() {
        return new Placing();
    }

    void add(OrderId id, String product, String price) {
        int line = orders.get(id).value().lines().getLast().line() + 1;
        happen(id, Samples.NOON, List.of(item(line, product, price)));
    }

    void removeLine(OrderId id, int line) {
        happen(id, Samples.NOON, List.of(new OrderItemRemoved(line)));
    }

    void cancel(OrderId id) {
        happen(id, Samples.NOON, List.of(new OrderCancelled(null)));
    }

    private void happen(OrderId id, Instant at, List<OrderEvent> events) {
        Versioned<OrderView> before = orders.get(id);
        Commit commit =
                new Commit(
                        id.stream(),
                        before == null ? 1 : before.version() + 1,
                        at,
                        OrderEvent.CODEC.encode(events),
                        Commits.origin());
        OrderView view = PROJECTION.evolve(before == null ? null : before.value(), commit);
        orders.put(id, new Versioned<>(view, commit.version()));
        if (!hidden) {
            show.accept(commit);
        }
    }

    private static OrderItemAdded item(int line, String product, String price) {
        return new OrderItemAdded(
                line,
                new ProductId(product),
                new Quantity(1),
                new UnitPrice(new BigDecimal(price)),
                0);
    }

    /** An order that is placed as soon as it is said when. */
    final class Placing {
        private final OrderId id = OrderId.of(new UUID(random.nextLong(), random.nextLong()));
        private final List<OrderEvent> lines = new ArrayList<>();
        private String customer = own("customer-");
        private @Nullable String name;
        private String city = "x";
        private OrderCurrency currency = Samples.EUR;

        Placing of(String otherCustomer) {
            customer = otherCustomer;
            return this;
        }

        Placing named(@Nullable String customerName) {
            name = customerName;
            return this;
        }

        Placing to(String otherCity) {
            city = otherCity;
            return this;
        }

        Placing in(OrderCurrency other) {
            currency = other;
            return this;
        }

        Placing with(String product, String price) {
            lines.add(item(lines.size() + 1, product, price));
            return this;
        }

        Placing with(String product) {
            return with(product, "1");
        }

        /** Places it so many seconds after noon. */
        OrderId at(int second) {
            if (lines.isEmpty()) {
                with("any");
            }
            List<OrderEvent> events = new ArrayList<>(lines);
            events.addFirst(
                    new OrderCreated(
                            id,
                            new CustomerId(customer),
                            name,
                            currency,
                            new ShippingAddress(null, "1", null, city, null, null, "DE")));
            happen(id, Samples.NOON.plusSeconds(second), events);
            return id;
        }
    }
}
