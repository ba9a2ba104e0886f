package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a generation in the end with the straight fold of the commits. */
final class Verdict {

    private final World world;
    private final int generation;
    private final WatchedViews views;
    private final Map<StreamId, List<Commit>> streams;

    Verdict(World world, int generation, List<Commit> commits) {
        this.world = world;
        this.generation = generation;
        this.views = world.generations.views(generation);
        this.streams = new LinkedHashMap<>();
        for (Commit commit : commits) {
            streams.computeIfAbsent(commit.stream(), world::allCommits);
        }
    }

    void check() {
        Map<ViewKey, Map<String, BigDecimal>> totals = new HashMap<>();
        Set<ViewKey> known = new HashSet<>();
        streams.forEach((stream, commits) -> {
            ViewKey key = world.straight.key(stream);
            known.add(key);
            List<Commit> shown = commits.subList(0, checkVersion(stream, key, commits.size()));
            if (!shown.isEmpty()) {
                ViewBody expected = world.straight.body(shown);
                checkView(key, expected);
                checkHistory(key, shown);
                add(expected.tally(), totals);
            }
        });
        checkTotals(totals);
        for (View view : views.all()) {
            if (!known.contains(view.key())) {
                throw failure("a view of nothing: " + view);
            }
        }
    }

    private int checkVersion(StreamId stream, ViewKey key, int commits) {
        int shown = Math.toIntExact(views.version(key));
        if (shown < commits) {
            throw failure(
                    "lost: %s shows version %d, expected %d".formatted(stream, shown, commits));
        }
        return shown;
    }

    private void checkView(ViewKey key, ViewBody expected) {
        ViewBody body = views.read(key, Consistency.STRONG).orElseThrow().body();
        if (!withoutTally(body).equals(withoutTally(expected))) {
            throw failure("a view is %s, expected %s".formatted(body, expected));
        }
    }

    private static ViewBody withoutTally(ViewBody body) {
        return new ViewBody(body.summary(), body.details(), body.listing(), null);
    }

    private void checkHistory(ViewKey key, List<Commit> shown) {
        List<HistoryEntry> history =
                views.history(key.owner(), 0, shown.size(), World.ALL, Consistency.STRONG);
        List<HistoryEntry> expected = shown.stream().map(HistoryEntry::of).toList();
        if (!history.equals(expected)) {
            throw failure("the history is %s, expected %s".formatted(history, expected));
        }
    }

    private static void add(@Nullable Tally tally, Map<ViewKey, Map<String, BigDecimal>> totals) {
        if (tally != null) {
            Map<String, BigDecimal> sums =
                    totals.computeIfAbsent(tally.counters(), absent -> new HashMap<>());
            tally.amounts().forEach((name, amount) -> sums.merge(name, amount, BigDecimal::add));
        }
    }

    private void checkTotals(Map<ViewKey, Map<String, BigDecimal>> expected) {
        Set<ViewKey> keys = new HashSet<>(expected.keySet());
        keys.addAll(views.counterKeys());
        for (ViewKey key : keys) {
            Map<String, BigDecimal> sums = comparable(expected.getOrDefault(key, Map.of()));
            Map<String, BigDecimal> counted =
                    comparable(views.counters(key, Consistency.STRONG).amounts());
            if (!counted.equals(sums)) {
                throw failure("stale totals: %s has %s, expected %s".formatted(key, counted, sums));
            }
        }
    }

    /** A counter that came back to 0 may be there or not. */
    private static Map<String, BigDecimal> comparable(Map<String, BigDecimal> counters) {
        Map<String, BigDecimal> comparable = new TreeMap<>();
        counters.forEach((name, amount) -> {
            if (amount.signum() != 0) {
                comparable.put(name, amount.stripTrailingZeros());
            }
        });
        return comparable;
    }

    private AssertionError failure(String what) {
        return new AssertionError("in generation %d %s".formatted(generation, what));
    }
}
