package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Found;
import dev.orderstream.eventsourcing.view.ViewStore.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What verification and repair ask of a store besides: all there is, and conditional mending. */
abstract class ScanContract {

    abstract ViewStore views();

    @Test
    void every_view_and_all_counters_are_found_once_over_all_segments_and_pages() {
        ViewKey totals = Views.newTotals();
        List<View> stored = new ArrayList<>();
        Set<ViewKey> keys = new HashSet<>(Set.of(totals));
        for (int i = 0; i < 30; i++) {
            View view =
                    Views.first(
                            Views.newKey(), Views.counted(totals, Map.of("blue", BigDecimal.ONE)));
            views().putAhead(
                            view.key().owner(),
                            List.of(HistoryEntry.of(Commits.of(Commits.newStream(), 1))),
                            new Tokens(view.key().id(), Set.of("word" + i)));
            views().replace(null, view);
            stored.add(view);
            keys.add(view.key());
        }

        for (int segments : new int[] {1, 3}) {
            List<Found> found = scan(segments, keys);

            assertThat(found).hasSize(31).contains(new Found.Counted(totals));
            assertThat(found)
                    .filteredOn(Found.Shown.class::isInstance)
                    .map(each -> Views.comparable(((Found.Shown) each).view()))
                    .containsExactlyInAnyOrderElementsOf(
                            stored.stream().map(Views::comparable).toList());
        }
    }

    /** Those of these keys: others use the store, too. */
    private List<Found> scan(int segments, Set<ViewKey> keys) {
        List<Found> found = new ArrayList<>();
        for (Segment segment : Segment.all(segments)) {
            @Nullable Place after = null;
            do {
                Page page = views().scan(segment, after);
                page.items().stream().filter(item -> keys.contains(key(item))).forEach(found::add);
                after = page.next().orElse(null);
            } while (after != null);
        }
        return found;
    }

    private static ViewKey key(Found found) {
        return switch (found) {
            case Found.Shown(View view) -> view.key();
            case Found.Counted(ViewKey key) -> key;
            case Found.Unreadable(ViewKey key) -> key;
        };
    }

    @Test
    void counters_have_a_revision_that_rises_with_each_write() {
        ViewKey totals = Views.newTotals();
        assertThat(counters(totals).revision()).isZero();

        View view = counting(totals, "5");
        long first = counters(totals).revision();
        views().replace(
                        view,
                        Views.next(
                                view, Views.counted(totals, Map.of("spent", new BigDecimal("6")))));

        assertThat(first).isPositive();
        assertThat(counters(totals).revision()).isGreaterThan(first);
    }

    @Test
    void counters_are_mended_where_nobody_has_moved_them() {
        ViewKey totals = Views.newTotals();
        counting(totals, "5");
        Counters read = counters(totals);

        assertThat(views().mend(totals, read, Map.of("spent", new BigDecimal("7")))).isTrue();

        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("7")))).isTrue();
        assertThat(counters(totals).revision()).isGreaterThan(read.revision());
    }

    @Test
    void counters_that_were_moved_meanwhile_are_not_mended() {
        ViewKey totals = Views.newTotals();
        counting(totals, "5");
        Counters read = counters(totals);
        counting(totals, "2");

        assertThat(views().mend(totals, read, Map.of("spent", BigDecimal.ONE))).isFalse();

        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("7")))).isTrue();
    }

    @Test
    void counters_that_are_missing_are_made_and_made_once() {
        ViewKey totals = Views.newTotals();

        assertThat(views().mend(totals, Counters.NONE, Map.of("spent", BigDecimal.TEN))).isTrue();
        assertThat(views().mend(totals, Counters.NONE, Map.of("spent", BigDecimal.ONE))).isFalse();

        assertThat(counters(totals).amountsTo(Map.of("spent", BigDecimal.TEN))).isTrue();
    }

    @Test
    void a_view_goes_on_counting_where_its_counters_were_mended() {
        ViewKey totals = Views.newTotals();
        View view = counting(totals, "5");
        views().mend(totals, counters(totals), Map.of("spent", new BigDecimal("100")));

        views().replace(
                        view,
                        Views.next(
                                view, Views.counted(totals, Map.of("spent", new BigDecimal("6")))));

        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("101")))).isTrue();
    }

    @Test
    void a_view_that_is_removed_takes_back_what_it_counted_for() {
        ViewKey totals = Views.newTotals();
        View view = counting(totals, "5");
        counting(totals, "2");

        assertThat(views().remove(view)).isTrue();

        assertThat(views().read(view.key(), Consistency.STRONG)).isEmpty();
        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("2")))).isTrue();
    }

    @Test
    void a_view_that_was_written_meanwhile_is_not_removed() {
        ViewKey totals = Views.newTotals();
        View read = counting(totals, "5");
        View next = Views.next(read, Views.counted(totals, Map.of("spent", new BigDecimal("6"))));
        views().replace(read, next);

        assertThat(views().remove(read)).isFalse();

        assertThat(views().read(read.key(), Consistency.STRONG).map(View::version)).contains(2L);
        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("6")))).isTrue();
    }

    @Test
    void a_view_that_is_gone_is_not_removed_again() {
        View view = Views.first(Views.newKey(), Views.plain("once"));
        views().replace(null, view);

        assertThat(views().remove(view)).isTrue();
        assertThat(views().remove(view)).isFalse();
    }

    @Test
    void a_view_that_is_removed_as_unreadable_leaves_the_counters() {
        ViewKey totals = Views.newTotals();
        View view = counting(totals, "5");

        views().removeUnreadable(view.key());
        views().removeUnreadable(view.key());

        assertThat(views().read(view.key(), Consistency.STRONG)).isEmpty();
        assertThat(counters(totals).amountsTo(Map.of("spent", new BigDecimal("5")))).isTrue();
    }

    @Test
    void the_words_that_a_view_is_found_by_are_told_from_others() {
        String sort = Views.newKey().id();
        Set<String> words = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            words.add("w" + i + sort);
        }
        views().putAhead("THING#" + sort, List.of(), new Tokens(sort, words));
        views().putAhead("THING#x", List.of(), new Tokens("x" + sort, Set.of("else" + sort)));

        Set<String> wanted = new HashSet<>(words);
        wanted.add("else" + sort);
        wanted.add("never" + sort);

        assertThat(views().found(new Tokens(sort, wanted))).isEqualTo(words);
        assertThat(views().found(Tokens.NONE)).isEmpty();
    }

    private View counting(ViewKey totals, String spent) {
        View view =
                Views.first(
                        Views.newKey(),
                        Views.counted(totals, Map.of("spent", new BigDecimal(spent))));
        assertThat(views().replace(null, view)).isTrue();
        return view;
    }

    private Counters counters(ViewKey key) {
        return views().counters(key, Consistency.STRONG);
    }
}
