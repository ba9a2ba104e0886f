package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counters are, at every moment, the sum of what the stored views count for. */
abstract class CountingContract {

    abstract ViewStore views();

    @Test
    void counters_that_nobody_moved_are_absent() {
        ViewKey totals = Views.newTotals();

        assertThat(views().counters(totals, Consistency.STRONG).amounts()).isEmpty();
        assertThat(views().counters(totals, Consistency.EVENTUAL).amounts()).isEmpty();
    }

    @Test
    void views_add_up() {
        ViewKey totals = Views.newTotals();

        create(Views.counted(totals, amounts("blue", "1", "spent_EUR", "25.20")));
        create(Views.counted(totals, amounts("blue", "1", "spent_USD", "7")));
        create(Views.counted(totals, amounts("red", "1", "spent_EUR", "0.05")));

        assertCounters(
                totals, amounts("blue", "2", "red", "1", "spent_EUR", "25.25", "spent_USD", "7"));
    }

    @Test
    void an_eventually_consistent_read_shows_the_counters_in_the_end() {
        ViewKey totals = Views.newTotals();

        create(Views.counted(totals, amounts("blue", "1")));

        Eventually.check(() ->
                assertThat(views().counters(totals, Consistency.EVENTUAL).amounts())
                        .containsOnlyKeys("blue"));
    }

    @Test
    void sums_are_exact() {
        ViewKey totals = Views.newTotals();

        create(Views.counted(totals, amounts("spent", "999998999999970000.03")));
        create(Views.counted(totals, amounts("spent", "0.1")));
        create(Views.counted(totals, amounts("spent", "0.2")));
        create(Views.counted(totals, amounts("spent", "1E+3")));

        assertCounters(totals, amounts("spent", "999998999999971000.33"));
    }

    @Test
    void a_view_that_changes_takes_back_what_it_added() {
        ViewKey totals = Views.newTotals();
        create(Views.counted(totals, amounts("blue", "1", "spent", "10")));
        View view = create(Views.counted(totals, amounts("blue", "1", "spent", "25.20")));

        change(view, Views.counted(totals, amounts("red", "1", "spent", "20")));

        assertCounters(totals, amounts("blue", "1", "red", "1", "spent", "30"));
    }

    @Test
    void a_view_that_counts_for_the_same_moves_nothing() {
        ViewKey totals = Views.newTotals();
        View view = create(Views.counted(totals, amounts("blue", "1", "spent", "25.20")));

        View changed = change(view, Views.counted(totals, amounts("blue", "1.0", "spent", "25.2")));

        assertCounters(totals, amounts("blue", "1", "spent", "25.2"));
        assertThat(views().read(view.key(), Consistency.STRONG).map(View::version))
                .contains(changed.version());
    }

    @Test
    void a_view_that_counts_for_somebody_else_is_counted_there_alone() {
        ViewKey before = Views.newTotals();
        ViewKey after = Views.newTotals();
        View view = create(Views.counted(before, amounts("blue", "1", "spent", "5")));

        change(view, Views.counted(after, amounts("blue", "1", "spent", "6")));

        assertCounters(before, Map.of());
        assertCounters(after, amounts("blue", "1", "spent", "6"));
    }

    @Test
    void a_view_starts_and_stops_to_count() {
        ViewKey totals = Views.newTotals();
        View view = create(Views.plain("counts for nobody"));
        assertCounters(totals, Map.of());

        View counting = change(view, Views.counted(totals, amounts("blue", "1")));
        assertCounters(totals, amounts("blue", "1"));

        change(counting, Views.plain("counts for nobody again"));
        assertCounters(totals, Map.of());
    }

    @Test
    void a_lost_race_moves_no_counter() {
        ViewKey totals = Views.newTotals();
        View first = create(Views.counted(totals, amounts("blue", "1")));
        change(first, Views.counted(totals, amounts("red", "1")));

        boolean created = views().replace(null, first);
        boolean late =
                views().replace(first, Views.next(first, Views.counted(totals, amounts("x", "1"))));

        assertThat(created).isFalse();
        assertThat(late).isFalse();
        assertCounters(totals, amounts("red", "1"));
    }

    @Test
    void views_that_change_at_once_all_count() {
        ViewKey totals = Views.newTotals();
        int writers = 12;

        List<View> created =
                Together.run(
                        writers, i -> () -> create(Views.counted(totals, amounts("blue", "1"))));
        assertCounters(totals, amounts("blue", "12"));

        Together.run(
                writers,
                i ->
                        () ->
                                change(
                                        created.get(i),
                                        Views.counted(
                                                totals, amounts("red", "1", "spent", "0.1"))));
        assertCounters(totals, amounts("red", "12", "spent", "1.2"));
    }

    @Test
    void counters_never_drift_from_the_views() {
        Seeds.forEach(
                3,
                (seed, random) -> {
                    List<ViewKey> keys = Stream.generate(Views::newKey).limit(5).toList();
                    List<ViewKey> totals = Stream.generate(Views::newTotals).limit(2).toList();
                    Map<ViewKey, View> model = new HashMap<>();
                    for (int step = 0; step < 60; step++) {
                        replaceSome(random, keys, totals, model);
                    }
                    totals.forEach(each -> assertCounters(each, sum(each, model)));
                });
    }

    /** One writer in four has read something that is not there, and changes nothing. */
    private void replaceSome(
            RandomGenerator random,
            List<ViewKey> keys,
            List<ViewKey> totals,
            Map<ViewKey, View> model) {
        ViewKey key = keys.get(random.nextInt(keys.size()));
        View stored = model.get(key);
        ViewBody body = randomBody(random, totals.get(random.nextInt(totals.size())));
        if (random.nextInt(4) == 0) {
            View stale = new View(key, 1_000, 1_000, randomBody(random, totals.getFirst()));
            assertThat(views().replace(stale, Views.next(stale, body))).isFalse();
        } else {
            View next = stored == null ? Views.first(key, body) : Views.next(stored, body);
            assertThat(views().replace(stored, next)).isTrue();
            model.put(key, next);
        }
    }

    private static ViewBody randomBody(RandomGenerator random, ViewKey totals) {
        if (random.nextInt(5) == 0) {
            return Views.plain("counts for nobody");
        }
        String group = List.of("blue", "red", "green").get(random.nextInt(3));
        BigDecimal spent = BigDecimal.valueOf(random.nextLong(1_000_000), random.nextInt(4));
        return Views.counted(totals, Map.of(group, BigDecimal.ONE, "spent", spent));
    }

    private static Map<String, BigDecimal> sum(ViewKey totals, Map<ViewKey, View> model) {
        Map<String, BigDecimal> sum = new HashMap<>();
        for (View view : model.values()) {
            Tally tally = view.body().tally();
            if (tally != null && tally.counters().equals(totals)) {
                tally.amounts().forEach((name, by) -> sum.merge(name, by, BigDecimal::add));
            }
        }
        return sum;
    }

    private View create(ViewBody body) {
        View view = Views.first(Views.newKey(), body);
        assertThat(views().replace(null, view)).isTrue();
        return view;
    }

    private View change(View previous, ViewBody body) {
        View next = Views.next(previous, body);
        assertThat(views().replace(previous, next)).isTrue();
        return next;
    }

    /** A counter that came back to 0 may be there or not. */
    private void assertCounters(ViewKey totals, Map<String, BigDecimal> expected) {
        assertThat(moved(views().counters(totals, Consistency.STRONG).amounts()))
                .isEqualTo(moved(expected));
    }

    private static Map<String, BigDecimal> moved(Map<String, BigDecimal> counters) {
        Map<String, BigDecimal> moved = new HashMap<>(Views.comparable(counters));
        moved.values().removeIf(value -> value.signum() == 0);
        return moved;
    }

    private static Map<String, BigDecimal> amounts(String... namesAndAmounts) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (int i = 0; i < namesAndAmounts.length; i += 2) {
            amounts.put(namesAndAmounts[i], new BigDecimal(namesAndAmounts[i + 1]));
        }
        return amounts;
    }
}
