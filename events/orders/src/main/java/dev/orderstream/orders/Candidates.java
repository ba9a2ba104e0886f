package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Versioned;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders that may be what is searched for, in the order of their creation. */
@FunctionalInterface
interface Candidates {

    /** Looks at the next ones, at most so many, strictly forward. */
    Looked next(int max);

    /**
     * What was looked at.
     *
     * @param orders how many
     * @param last the last one's place; null: none was left
     * @param matches those that are what is searched for
     * @param end whether there are no more
     */
    record Looked(
            int orders,
            @Nullable OrderPlace last,
            List<Versioned<OrderSummary>> matches,
            boolean end) {

        public Looked {
            matches = List.copyOf(matches);
        }

        static final Looked NOTHING = new Looked(0, null, List.of(), true);

        Looked and(Looked next) {
            return new Looked(
                    orders + next.orders(),
                    next.last() == null ? last : next.last(),
                    Stream.concat(matches.stream(), next.matches().stream()).toList(),
                    next.end());
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
