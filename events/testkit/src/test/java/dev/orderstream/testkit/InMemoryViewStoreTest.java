package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryViewStoreTest extends ViewStoreContract {

    private static final int TIMES = 2_000;

    private final ViewStore views = new InMemoryViewStore();

    @Override
    protected ViewStore views() {
        return views;
    }

    @Test
    void many_threads_that_replace_one_view_all_the_time_lose_no_write() {
        ViewKey key = Views.newKey();
        ViewKey totals = Views.newTotals();
        views.replace(null, Views.first(key, counted(totals, 1)));

        Together.run(
                4,
                i ->
                        () -> {
                            for (int n = 0; n < TIMES; n++) {
                                raise(key, totals);
                            }
                            return i;
                        });

        long expected = 1 + 4 * TIMES;
        assertThat(read(key).version()).isEqualTo(expected);
        assertThat(views.counters(totals, Consistency.STRONG).amounts())
                .containsEntry("version", BigDecimal.valueOf(expected));
    }

    private void raise(ViewKey key, ViewKey totals) {
        View previous;
        View next;
        do {
            previous = read(key);
            next = Views.next(previous, counted(totals, previous.version() + 1));
        } while (!views.replace(previous, next));
    }

    private View read(ViewKey key) {
        return views.read(key, Consistency.STRONG).orElseThrow();
    }

    private static ViewBody counted(ViewKey totals, long version) {
        return Views.counted(totals, Map.of("version", BigDecimal.valueOf(version)));
    }
}
