package dev.orderstream.orders;

import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order as far as its rules need it: the state of the write side. */
public sealed interface Order {

    /** Nothing happened yet. */
    record Absent() implements Order {}

    /**
     * An order that was placed: whose it is, the change that brought it to its status (null while
     * it is pending), the lines that it has, the number of the next one, and what its lines hold of
     * the stock.
     */
    record Placed(
            CustomerId customerId,
            OrderCurrency currency,
            @Nullable StatusChange lastChange,
            SortedSet<Integer> lines,
            int nextLine,
            SortedMap<Integer, Reservation> reservations)
            implements Order {

        public Placed {
            lines = Collections.unmodifiableSortedSet(new TreeSet<>(lines));
            reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
        }

        static Placed first(CustomerId customerId, OrderCurrency currency) {
            return new Placed(
                    customerId,
                    currency,
                    null,
                    Collections.emptySortedSet(),
                    1,
                    Collections.emptySortedMap());
        }

        public OrderStatus status() {
            return lastChange == null ? OrderStatus.PENDING : lastChange.status();
        }

        Placed with(OrderItemAdded added) {
            SortedSet<Integer> more = new TreeSet<>(lines);
            more.add(added.line());
            SortedMap<Integer, Reservation> held = new TreeMap<>(reservations);
            if (added.reserved() > 0) {
                held.put(added.line(), new Reservation(added.productId(), added.reserved()));
            }
            return new Placed(customerId, currency, lastChange, more, added.line() + 1, held);
        }

        Placed without(int line) {
            SortedSet<Integer> fewer = new TreeSet<>(lines);
            fewer.remove(line);
            SortedMap<Integer, Reservation> held = new TreeMap<>(reservations);
            held.remove(line);
            return new Placed(customerId, currency, lastChange, fewer, nextLine, held);
        }

        /** An order that is cancelled holds nothing any more. */
        Placed after(StatusChange change) {
            return new Placed(
                    customerId,
                    currency,
                    change,
                    lines,
                    nextLine,
                    change instanceof StatusChange.Cancel
                            ? Collections.emptySortedMap()
                            : reservations);
        }
    }

    /** Pieces that a line holds. */
    record Reservation(ProductId productId, int pieces) {}
}
