package dev.orderstream.orders;

import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders, items and commands as a seed wants them. */
record RandomOrders(RandomGenerator random) {

    private static final List<OrderCurrency> CURRENCIES =
            List.of(Samples.EUR, Samples.JPY, Samples.KWD);

    private static final List<String> TEXTS =
            List.of(
                    "x",
                    "Zoë Groß",
                    "東京",
                    "a\u0301",
                    "👩‍👩‍👧",
                    " spaces around ",
                    "25.20",
                    "null");

    OrderCurrency currency() {
        return any(CURRENCIES);
    }

    NewItem item(int decimals) {
        BigDecimal price = BigDecimal.valueOf(random.nextLong(99_999_999_999L), decimals);
        if (price.precision() - price.scale() > 9) {
            price = new BigDecimal("999999999.97").setScale(decimals, RoundingMode.DOWN);
        }
        return new NewItem(
                new ProductId("sku-" + random.nextInt(5)),
                new Quantity(1 + random.nextInt(1_000_000)),
                new UnitPrice(price));
    }

    List<NewItem> items(int count, int decimals) {
        return Stream.generate(() -> item(decimals)).limit(count).toList();
    }

    ShippingAddress address() {
        return new ShippingAddress(
                textOrNull(), text(), textOrNull(), text(), textOrNull(), textOrNull(), "DE");
    }

    StatusChange change() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> new StatusChange.Ship(textOrNull(), textOrNull());
            case 2, 3 -> new StatusChange.Deliver();
            default -> new StatusChange.Cancel(textOrNull());
        };
    }

    /** Any command; one in ten is about the status, so that lines come and go before it. */
    OrderCommand command() {
        OrderCurrency currency = currency();
        return switch (random.nextInt(10)) {
            case 0 -> Samples.update(change());
            case 1 ->
                    Samples.place(
                            currency,
                            items(
                                    random.nextBoolean() ? 1 : random.nextInt(40, 51),
                                    currency.decimals()));
            case 2, 3, 4 -> Samples.remove(random.nextInt(60));
            default -> Samples.add(item(random.nextInt(4)));
        };
    }

    /** The commits of one order, as the rules allow them. */
    List<List<OrderEvent>> history() {
        OrderCurrency currency = currency();
        List<OrderEvent> first = new ArrayList<>();
        first.add(
                new OrderCreated(
                        OrderId.of(new UUID(random.nextLong(), random.nextLong())),
                        new CustomerId("c-" + random.nextInt(5)),
                        textOrNull(),
                        currency,
                        address()));
        int lines = 1 + random.nextInt(6);
        for (int line = 1; line <= lines; line++) {
            first.add(Samples.added(line, item(currency.decimals())));
        }
        List<List<OrderEvent>> commits = new ArrayList<>(List.of(first));
        if (lines > 1) {
            commits.add(List.of(new OrderItemRemoved(1 + random.nextInt(lines))));
        }
        commits.add(List.of(Samples.added(lines + 1, item(currency.decimals()))));
        commits.addAll(end());
        return commits;
    }

    private List<List<OrderEvent>> end() {
        OrderEvent shipped = new OrderShipped(textOrNull(), textOrNull());
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of(List.of(shipped));
            case 2 -> List.of(List.of(shipped), List.of(new OrderDelivered()));
            default -> List.of(List.of(new OrderCancelled(textOrNull())));
        };
    }

    private String text() {
        return any(TEXTS);
    }

    private @Nullable String textOrNull() {
        return random.nextBoolean() ? text() : null;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
