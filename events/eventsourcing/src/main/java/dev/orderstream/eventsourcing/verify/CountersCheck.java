package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.eventsourcing.view.ViewStore.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares counters with the sum over the views that count for them, which are all in the list of
 * the same owner. The counters are read before and after: where nobody has moved them in between,
 * neither has any view that counts for them.
 *
 * @param alive is called now and then: a list may be long
 */
record CountersCheck(ViewStore views, Runnable alive) {

    private static final int READS_MAX = 5;
    private static final int VIEWS_PER_READ = 100;

    /**
     * The counters as they are and as they should be.
     *
     * @param counters as they were read before the views
     */
    record Counted(Counters counters, Map<String, BigDecimal> sums) {
        Look look() {
            return counters.amountsTo(sums) ? new Look.Same() : new Look.Differs("totals");
        }
    }

    Look look(ViewKey key) {
        try {
            Counted counted = count(key);
            return counted == null ? new Look.Moving() : counted.look();
        } catch (UnreadableException damagedView) {
            return new Look.Moving();
        }
    }

    /** Null where they move all the time. */
    @Nullable Counted count(ViewKey key) {
        for (int reads = 0; reads < READS_MAX; reads++) {
            Counters before = views.counters(key, Consistency.STRONG);
            Map<String, BigDecimal> sums = sums(key);
            if (views.counters(key, Consistency.STRONG).revision() == before.revision()) {
                return new Counted(before, sums);
            }
        }
        return null;
    }

    private Map<String, BigDecimal> sums(ViewKey key) {
        Tallies tallies = new Tallies(key);
        String after = null;
        List<Row> rows;
        do {
            alive.run();
            rows = views.list(new ListQuery(key.owner(), null, true, after, VIEWS_PER_READ));
            if (!rows.isEmpty()) {
                List<ViewKey> keys = rows.stream().map(Row::key).toList();
                for (View view : views.readAll(keys, Consistency.STRONG)) {
                    tallies.add(view.body().tally());
                }
                after = rows.getLast().place();
            }
        } while (rows.size() == VIEWS_PER_READ);
        return tallies.sums();
    }
}
