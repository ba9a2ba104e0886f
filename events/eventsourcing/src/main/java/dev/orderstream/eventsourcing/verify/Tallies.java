package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What views count for. */
final class Tallies {

    private final ViewKey counters;
    private final Map<String, BigDecimal> sums = new HashMap<>();

    Tallies(ViewKey counters) {
        this.counters = counters;
    }

    /** Whether two views count for the same; an amount of 0 is none. */
    static boolean same(@Nullable Tally one, @Nullable Tally other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.counters().equals(other.counters())
                && new Counters(0, one.amounts()).amountsTo(other.amounts());
    }

    /** Takes a view in, where it counts for these. */
    void add(@Nullable Tally tally) {
        if (tally != null && tally.counters().equals(counters)) {
            tally.amounts().forEach((name, amount) -> sums.merge(name, amount, BigDecimal::add));
        }
    }

    Map<String, BigDecimal> sums() {
        return sums;
    }
}
