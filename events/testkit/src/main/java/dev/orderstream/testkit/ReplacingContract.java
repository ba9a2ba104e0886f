package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Views are replaced only by those who have read them. */
abstract class ReplacingContract {

    abstract ViewStore views();

    @Test
    void a_view_that_nobody_wrote_is_absent() {
        ViewKey key = Views.newKey();

        assertThat(views().read(key, Consistency.STRONG)).isEmpty();
        assertThat(views().read(key, Consistency.EVENTUAL)).isEmpty();
    }

    @Test
    void a_view_is_read_as_it_was_written() {
        Documents.oddDecimals()
                .forEach(amount -> {
                    ViewBody body =
                            new ViewBody(
                                    Documents.everything(),
                                    Documents.everything(),
                                    new Listing("PERSON#jürgen", "blue", "2026#1"),
                                    new Tally(Views.newTotals(), Map.of("odd", amount)));
                    View view = new View(Views.newKey(), 7, 12, body);

                    boolean replaced = views().replace(null, view);

                    assertThat(replaced).isTrue();
                    assertThat(strong(view.key())).isEqualTo(Views.comparable(view));
                });
    }

    @Test
    void any_view_is_read_as_it_was_written() {
        Seeds.forEach(
                20,
                (seed, random) -> {
                    ViewBody body =
                            new ViewBody(
                                    Documents.random(random, 6, 3),
                                    Documents.random(random, 6, 3),
                                    null,
                                    null);
                    View view = Views.first(Views.newKey(), body);

                    views().replace(null, view);

                    assertThat(strong(view.key())).isEqualTo(view);
                });
    }

    @Test
    void an_eventually_consistent_read_shows_a_view_in_the_end() {
        View view = Views.first(Views.newKey(), Views.plain("seen"));

        views().replace(null, view);

        Eventually.check(
                () -> assertThat(views().read(view.key(), Consistency.EVENTUAL)).contains(view));
    }

    @Test
    void views_whose_keys_resemble_each_other_are_kept_apart() {
        ViewKey key = Views.newKey();
        List<ViewKey> alike =
                List.of(
                        key,
                        new ViewKey(key.kind(), key.id(), key.name() + "2"),
                        new ViewKey(key.kind(), key.id() + "-1", key.name()),
                        new ViewKey(key.kind() + "S", key.id(), key.name()));

        for (ViewKey each : alike) {
            assertThat(views().replace(null, Views.first(each, Views.plain("of " + each))))
                    .isTrue();
        }

        for (ViewKey each : alike) {
            assertThat(strong(each)).isEqualTo(Views.first(each, Views.plain("of " + each)));
        }
    }

    @Test
    void who_has_read_a_view_replaces_all_of_it() {
        View full =
                Views.first(Views.newKey(), Views.listed("PERSON#" + Views.newKey(), "blue", "1"));
        views().replace(null, full);
        View bare = Views.next(full, Views.plain("bare"));

        boolean replaced = views().replace(strong(full.key()), bare);

        assertThat(replaced).isTrue();
        assertThat(strong(full.key())).isEqualTo(bare);
    }

    @Test
    void who_has_read_no_view_only_creates_it() {
        View stored = Views.first(Views.newKey(), Views.plain("first"));
        views().replace(null, stored);

        boolean replaced =
                views().replace(null, new View(stored.key(), 2, 2, Views.plain("second")));

        assertThat(replaced).isFalse();
        assertThat(strong(stored.key())).isEqualTo(stored);
    }

    @Test
    void a_view_that_is_gone_is_not_replaced() {
        View unknown = Views.first(Views.newKey(), Views.plain("never stored"));

        boolean replaced = views().replace(unknown, Views.next(unknown, Views.plain("next")));

        assertThat(replaced).isFalse();
        assertThat(strong(unknown.key())).isNull();
    }

    @Test
    void a_late_writer_changes_nothing() {
        View first = Views.first(Views.newKey(), Views.plain("first"));
        View second = Views.next(first, Views.plain("second"));
        views().replace(null, first);
        views().replace(first, second);

        boolean replaced = views().replace(first, new View(first.key(), 3, 2, Views.plain("late")));

        assertThat(replaced).isFalse();
        assertThat(strong(first.key())).isEqualTo(second);
    }

    @Test
    void a_writer_who_missed_a_repair_at_the_same_version_changes_nothing() {
        View broken = new View(Views.newKey(), 5, 1, Views.plain("broken"));
        View repaired = new View(broken.key(), 5, 2, Views.plain("repaired"));
        views().replace(null, broken);
        views().replace(broken, repaired);

        boolean replaced =
                views().replace(broken, new View(broken.key(), 6, 2, Views.plain("late")));

        assertThat(replaced).isFalse();
        assertThat(strong(broken.key())).isEqualTo(repaired);
    }

    @Test
    void a_writer_who_read_another_version_of_the_same_revision_changes_nothing() {
        View stored = new View(Views.newKey(), 5, 1, Views.plain("stored"));
        views().replace(null, stored);
        View other = new View(stored.key(), 4, 1, Views.plain("other"));

        boolean replaced =
                views().replace(other, new View(stored.key(), 6, 2, Views.plain("late")));

        assertThat(replaced).isFalse();
        assertThat(strong(stored.key())).isEqualTo(stored);
    }

    @Test
    void of_many_who_replace_a_view_at_once_just_one_succeeds() {
        ViewKey key = Views.newKey();
        View previous = null;
        for (int round = 0; round < 15; round++) {
            View read = previous;
            List<View> rivals =
                    List.of("a", "b", "c", "d", "e", "f").stream()
                            .map(name -> after(read, key, Views.plain(name)))
                            .toList();

            List<Boolean> replaced =
                    Together.run(6, i -> () -> views().replace(read, rivals.get(i)));

            assertThat(replaced).containsOnlyOnce(true);
            previous = rivals.get(replaced.indexOf(true));
            assertThat(strong(key)).isEqualTo(previous);
        }
    }

    private static View after(@Nullable View previous, ViewKey key, ViewBody body) {
        return previous == null ? Views.first(key, body) : Views.next(previous, body);
    }

    private @Nullable View strong(ViewKey key) {
        return views().read(key, Consistency.STRONG).map(Views::comparable).orElse(null);
    }
}
