package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was meant, by the commands that were answered: a model that knows the rules of orders from
 * the API's description alone, and no event.
 */
final class MeantOrders {

    /** What a command meant. */
    sealed interface Change {
        record Created(String customer, int lines, int quantity, BigDecimal price)
                implements Change {}

        record Added(int quantity, BigDecimal price) implements Change {}

        record Removed(int line) implements Change {}

        record Became(String status) implements Change {}
    }

    /** What an order should be now. */
    static final class Order {
        private final SortedMap<Integer, BigDecimal> lines = new TreeMap<>();
        private int lastLine;
        private String customer = "";
        private String status = "";
        private long version;

        String customer() {
            return customer;
        }

        String status() {
            return status;
        }

        long version() {
            return version;
        }

        BigDecimal total() {
            return lines.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        int items() {
            return lines.size();
        }

        private void apply(Change change) {
            version++;
            switch (change) {
                case Change.Created(String of, int count, int quantity, BigDecimal price) -> {
                    customer = of;
                    status = "pending";
                    for (int line = 0; line < count; line++) {
                        add(quantity, price);
                    }
                }
                case Change.Added(int quantity, BigDecimal price) -> add(quantity, price);
                case Change.Removed(int line) ->
                        assertThat(lines.remove(line)).as("line %d was there", line).isNotNull();
                case Change.Became(String next) -> status = next;
            }
        }

        private void add(int quantity, BigDecimal price) {
            lines.put(++lastLine, price.multiply(BigDecimal.valueOf(quantity)));
        }
    }

    private final Map<String, SortedMap<Long, Change>> answered = new HashMap<>();

    /**
     * A command that was answered with success and this version. Who asks for the status that an
     * order has is answered with the version that gave it that.
     */
    synchronized void answered(String order, long version, Change change) {
        Change before =
                answered.computeIfAbsent(order, absent -> new TreeMap<>())
                        .putIfAbsent(version, change);
        boolean alreadySo = change instanceof Change.Became && change.equals(before);
        assertThat(before == null || alreadySo)
                .as("%s has version %d once", order, version)
                .isTrue();
    }

    /** Every order as it should be. */
    synchronized Map<String, Order> fold() {
        Map<String, Order> orders = new HashMap<>();
        answered.forEach((id, changes) -> {
            assertThat(changes.firstKey()).as("the first version of %s", id).isEqualTo(1);
            assertThat(changes.lastKey())
                    .as("%s has no version that nobody was answered", id)
                    .isEqualTo(changes.size());
            Order order = new Order();
            changes.values().forEach(order::apply);
            orders.put(id, order);
        });
        return orders;
    }
}
