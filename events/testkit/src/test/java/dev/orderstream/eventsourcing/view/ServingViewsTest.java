package dev.orderstream.eventsourcing.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryViewStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServingViewsTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final FakeTicker ticker = new FakeTicker();
    private final List<ViewStore> stores =
            Stream.<ViewStore>generate(InMemoryViewStore::new).limit(3).toList();
    private IntSupplier serving = () -> 1;
    private int reads;
    private final ServingViews views =
            new ServingViews(
                    () -> {
                        reads++;
                        return new Generations.InUse(serving.getAsInt(), new TreeMap<>());
                    },
                    stores::get,
                    ticker);

    @Test
    void nothing_is_read_before_the_first_use() {
        assertThat(reads).isZero();
        assertThat(views.get()).isSameAs(stores.get(1));
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void the_serving_generation_is_kept_for_a_minute() {
        views.get();
        serving = () -> 2;
        ticker.advance(MINUTE);

        assertThat(views.get()).isSameAs(stores.get(1));
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void the_serving_generation_is_read_anew_after_a_minute() {
        views.get();
        serving = () -> 2;
        ticker.advance(MINUTE.plusNanos(1));

        assertThat(views.get()).isSameAs(stores.get(2));
    }

    @Test
    void the_minute_counts_from_before_the_read() {
        serving =
                () -> {
                    ticker.advance(MINUTE.plusNanos(1));
                    return 1;
                };
        views.get();
        serving = () -> 2;

        assertThat(views.get()).isSameAs(stores.get(2));
    }

    @Test
    void an_outage_is_told_and_not_remembered() {
        serving =
                () -> {
                    throw new OutageException(false, new IOException("no route"));
                };
        assertThatThrownBy(views::get).isInstanceOf(OutageException.class);
        serving = () -> 2;

        assertThat(views.get()).isSameAs(stores.get(2));
    }

    @Test
    void who_wants_the_latest_reads_it_and_all_others_get_that_from_then_on() {
        views.get();
        serving = () -> 2;

        assertThat(views.get(Consistency.EVENTUAL)).isSameAs(stores.get(1));
        assertThat(views.get(Consistency.STRONG)).isSameAs(stores.get(2));
        assertThat(views.get()).isSameAs(stores.get(2));
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void what_was_forgotten_is_read_anew() {
        views.get();
        serving = () -> 2;

        views.forget();

        assertThat(views.get()).isSameAs(stores.get(2));
    }
}
