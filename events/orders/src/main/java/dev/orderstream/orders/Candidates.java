package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Versioned;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders that may be what is searched for, in the order of their creation. */
@FunctionalInterface
interface Candidates {

    /**
     * A step within a budget examines at least so many orders. Where fewer are affordable the
     * search stops, since ever smaller steps would cost more requests than they find orders.
     */
    int STEP_MIN = 4;

    /**
     * Examines the next ones, at most so many and as many as the budget allows, strictly forward.
     */
    Looked next(int max);

    /**
     * What was examined.
     *
     * @param orders how many
     * @param last the place up to which it is known what matches; null: as before
     * @param matches those that are what is searched for
     * @param end whether there are no more
     * @param spent whether the budget is used up
     */
    record Looked(
            int orders,
            @Nullable OrderPlace last,
            List<Versioned<OrderSummary>> matches,
            boolean end,
            boolean spent) {

        public Looked {
            matches = List.copyOf(matches);
        }

        static final Looked BEGINNING = new Looked(0, null, List.of(), false, false);

        static final Looked NOTHING_LEFT = new Looked(0, null, List.of(), true, false);

        static final Looked BUDGET_SPENT = new Looked(0, null, List.of(), false, true);

        Looked and(Looked next) {
            return new Looked(
                    orders + next.orders(),
                    next.last() == null ? last : next.last(),
                    Stream.concat(matches.stream(), next.matches().stream()).toList(),
                    next.end(),
                    next.spent());
        }

        /** True where nothing that stands at a place can have been left out. */
        boolean reaches(OrderPlace place, boolean oldestFirst) {
            if (end || last == null) {
                return end;
            }
            int beyond = place.compareTo(last);
            return oldestFirst ? beyond <= 0 : beyond >= 0;
        }
    }
}
