package dev.orderstream.orders;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.view.Versioned;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port to what finds orders by words and filters. An adapter is right when it passes {@code
 * OrderSearchContract}.
 *
 * <p>It examines a bounded number of orders that may be the ones, and spends a bounded number of
 * read units, newest first (by creation, ascending: oldest first). A walk by creation continues
 * behind the last order that was examined, until all are found. A walk by amount sorts what was
 * examined, and ends there.
 */
public interface OrderSearch {

    /**
     * What is found. Eventually consistent, but for one order:
     *
     * @param seen an order as it is for certain: whatever else the search knows of it does not
     *     count; null: none
     * @throws OutageException where it can't be searched
     */
    Found search(
            SearchCriteria criteria, Sort sort, Part part, @Nullable Versioned<OrderView> seen);

    /** What found orders are sorted by; those of the same amount by creation. */
    record Sort(By by, boolean ascending) {

        /** What is compared. */
        public enum By {
            CREATED_AT,
            TOTAL_AMOUNT
        }

        /** The place of an order in this order. */
        Place place(OrderSummary order) {
            return new Place(by == By.CREATED_AT ? null : order.totalAmount(), order.place());
        }

        /** As the rows stand. */
        Comparator<Place> comparator() {
            Comparator<Place> rising =
                    by == By.CREATED_AT
                            ? Comparator.comparing(Place::order)
                            : Comparator.comparing(Place::amount).thenComparing(Place::order);
            return ascending ? rising : rising.reversed();
        }

        /** Whether the orders that are looked at first are the oldest. */
        boolean oldestFirst() {
            return by == By.CREATED_AT && ascending;
        }
    }

    /**
     * A place among what is found; there need be nothing at it.
     *
     * @param totalAmount null: sorted by creation
     */
    record Place(@Nullable BigDecimal totalAmount, OrderPlace order) {
        private BigDecimal amount() {
            return totalAmount == null ? BigDecimal.ZERO : totalAmount;
        }
    }

    /** How many are found in all: just so many, or so many at least. */
    record Count(long total, boolean exact) {}

    /** Which part of what is found is wanted. */
    sealed interface Part {
        int size();

        /** A page by its number, from 1. */
        record Page(int number, int size) implements Part {}

        /** What follows a position of a walk. */
        record After(Position position, int size) implements Part {}
    }

    /**
     * Where a walk stands.
     *
     * @param place the last place that it has passed
     * @param foundBefore how many it has found up to there
     * @param count how many there are in all, as the walk has counted so far
     */
    record Position(Place place, long foundBefore, Count count) {}

    /**
     * What is found.
     *
     * @param next the position after which there may be more; null: that was all, or a walk by
     *     amount has come to the bound. Fewer rows than wanted need not be the end of a walk by
     *     creation: the search may have come to a bound
     */
    record Found(List<Versioned<OrderSummary>> rows, Count count, @Nullable Position next) {
        public Found {
            rows = List.copyOf(rows);
        }
    }
}
