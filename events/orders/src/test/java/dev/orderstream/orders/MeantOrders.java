package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.testkit.torture.CommandTorture.Answered;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What clients may expect of the answers that they got: each command that was acknowledged, once,
 * in the order of the versions. It knows neither events nor the rules nor the projection.
 */
final class MeantOrders {

    private final Map<String, Expected> orders = new TreeMap<>();

    /** An order as its buyer knows it. */
    private static final class Expected {
        private final NavigableMap<Integer, NewItem> lines = new TreeMap<>();
        private String customer = "";
        private String currency = "";
        private String status = "";
        private int linesEver;
        private int version;

        void apply(OrderCommand command) {
            version++;
            switch (command) {
                case CreateOrder create -> {
                    customer = create.customerId().value();
                    currency = create.currency().code();
                    status = "pending";
                    create.items().forEach(this::add);
                }
                case AddOrderItem add -> add(add.item());
                case RemoveOrderItem remove -> lines.remove(remove.line());
                case UpdateOrderStatus update ->
                        status = update.change().status().name().toLowerCase(Locale.ROOT);
                case CancelOrder cancel -> status = "cancelled";
            }
        }

        private void add(NewItem item) {
            linesEver++;
            lines.put(linesEver, item);
        }

        BigDecimal total() {
            BigDecimal total = BigDecimal.ZERO;
            for (NewItem item : lines.values()) {
                BigDecimal pieces = new BigDecimal(item.quantity().pieces());
                total = total.add(item.unitPrice().amount().multiply(pieces));
            }
            return total;
        }
    }

    MeantOrders(List<Answered<OrderCommand, Order, OrderEvent, OrderRejection>> answers) {
        Map<String, NavigableMap<Long, OrderCommand>> acknowledged = new TreeMap<>();
        for (var answered : answers) {
            if (answered.outcome() instanceof Committed<?, ?, ?> committed) {
                OrderCommand other =
                        acknowledged
                                .computeIfAbsent(
                                        answered.command().orderId().value(), id -> new TreeMap<>())
                                .put(committed.version(), answered.command());
                assertThat(other).as("acknowledged at the version of another one").isNull();
            }
        }
        acknowledged.forEach((id, commands) -> {
            Expected order = new Expected();
            commands.values().forEach(order::apply);
            orders.put(id, order);
            assertThat(commands)
                    .as("versions are 1, 2, 3, …")
                    .hasSize(commands.lastKey().intValue());
        });
    }

    /** How many commands were acknowledged. */
    int commands() {
        return orders.values().stream().mapToInt(order -> order.version).sum();
    }

    /** 0 lost, 0 doubled, 0 stale totals. */
    void check(ViewStore views) {
        Map<String, Map<String, BigDecimal>> totals = new TreeMap<>();
        orders.forEach((id, order) -> {
            ViewKey key = new ViewKey("ORDER", id, "VIEW");
            check(order, views.read(key, Consistency.STRONG).orElseThrow());
            count(order, totals);
        });
        totals.forEach((customer, expected) ->
                assertThat(counted(views, customer))
                        .as("totals of " + customer)
                        .isEqualTo(expected));
    }

    private static void check(Expected order, View view) {
        Fields summary = view.body().summary();
        assertThat(view.version()).isEqualTo(order.version);
        assertThat(summary.text("customer_id")).isEqualTo(order.customer);
        assertThat(summary.text("currency")).isEqualTo(order.currency);
        assertThat(summary.text("status")).isEqualTo(order.status);
        assertThat(summary.decimal("total_amount")).isEqualByComparingTo(order.total());
        assertThat(view.body().details().list("items", MeantOrders::line))
                .isEqualTo(
                        order.lines.entrySet().stream()
                                .map(line -> line(line.getKey(), line.getValue()))
                                .toList());
    }

    private static String line(Fields line) {
        return "%s: %s of %s at %s"
                .formatted(
                        line.integer("line"),
                        plain(line.decimal("quantity")),
                        line.text("product_id"),
                        plain(line.decimal("unit_price")));
    }

    private static String line(int number, NewItem item) {
        return "%s: %s of %s at %s"
                .formatted(
                        number,
                        item.quantity().pieces(),
                        item.productId().value(),
                        plain(item.unitPrice().amount()));
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static void count(Expected order, Map<String, Map<String, BigDecimal>> totals) {
        Map<String, BigDecimal> sums =
                totals.computeIfAbsent(order.customer, absent -> new TreeMap<>());
        sums.merge("orders_" + order.status, BigDecimal.ONE, BigDecimal::add);
        if (order.status.equals("shipped") || order.status.equals("delivered")) {
            sums.merge("spent_" + order.currency, order.total(), BigDecimal::add);
        }
        sums.replaceAll((name, sum) -> sum.stripTrailingZeros());
        sums.values().removeIf(sum -> sum.signum() == 0);
    }

    private static Map<String, BigDecimal> counted(ViewStore views, String customer) {
        Map<String, BigDecimal> counted = new TreeMap<>();
        views.counters(new ViewKey("CUSTOMER", customer, "TOTALS"), Consistency.STRONG)
                .amounts()
                .forEach((name, amount) -> {
                    if (amount.signum() != 0) {
                        counted.put(name, amount.stripTrailingZeros());
                    }
                });
        return counted;
    }
}
