package dev.orderstream.orders;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order as far as its rules need it: the state of the write side. */
public sealed interface Order {

    /** Nothing happened yet. */
    record Absent() implements Order {}

    /**
     * An order that was placed: the change that brought it to its status (null while it is
     * pending), the lines that it has, and the number of the next one.
     */
    record Placed(
            OrderCurrency currency,
            @Nullable StatusChange lastChange,
            SortedSet<Integer> lines,
            int nextLine)
            implements Order {

        public Placed {
            lines = Collections.unmodifiableSortedSet(new TreeSet<>(lines));
        }

        static Placed first(OrderCurrency currency) {
            return new Placed(currency, null, Collections.emptySortedSet(), 1);
        }

        public OrderStatus status() {
            return lastChange == null ? OrderStatus.PENDING : lastChange.status();
        }

        Placed with(int line) {
            SortedSet<Integer> more = new TreeSet<>(lines);
            more.add(line);
            return new Placed(currency, lastChange, more, line + 1);
        }

        Placed without(int line) {
            SortedSet<Integer> fewer = new TreeSet<>(lines);
            fewer.remove(line);
            return new Placed(currency, lastChange, fewer, nextLine);
        }

        Placed after(StatusChange change) {
            return new Placed(currency, change, lines, nextLine);
        }
    }
}
