package dev.orderstream.eventsourcing.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryWaitLeases;
import dev.orderstream.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WaitPoolTest {

    private final FakeTicker ticker = new FakeTicker();
    private final InMemoryWaitLeases leases = new InMemoryWaitLeases();
    private final List<Integer> tried = new ArrayList<>();

    private WaitPool pool(int placesMax, RandomGenerator random) {
        WaitLeases recorded =
                new WaitLeases() {
                    @Override
                    public boolean acquire(int place, String holder, Instant now, Instant until) {
                        tried.add(place);
                        return leases.acquire(place, holder, now, until);
                    }

                    @Override
                    public void release(int place, String holder) {
                        leases.release(place, holder);
                    }
                };
        return new WaitPool(placesMax, recorded, ticker.clock(), random);
    }

    @Test
    void every_place_of_a_small_pool_is_leased_before_any_wait_is_refused() {
        Seeds.forEach(
                50,
                (seed, random) -> {
                    ticker.advance(WaitPool.LEASED_FOR);
                    int places = 1 + random.nextInt(WaitPool.PROBES_MAX);
                    WaitPool pool = pool(places, random);
                    Set<Integer> leased = new HashSet<>();
                    for (int n = 0; n < places; n++) {
                        leased.add(pool.acquire(() -> true).orElseThrow().place());
                    }

                    assertThat(leased).hasSize(places).allMatch(each -> each >= 1);
                    assertThat(leased).allMatch(each -> each <= places);
                    assertThat(pool.acquire(() -> true)).isEmpty();
                });
    }

    @Test
    void a_wait_tries_a_bounded_number_of_different_places() {
        WaitPool pool = pool(50, new SplittableRandom(1));
        Instant now = ticker.clock().instant();
        for (int place = 1; place <= 50; place++) {
            leases.acquire(place, "another", now, now.plusSeconds(60));
        }

        assertThat(pool.acquire(() -> true)).isEmpty();

        assertThat(tried).doesNotHaveDuplicates().hasSize(WaitPool.PROBES_MAX);
    }

    @Test
    void no_more_leases_than_places_are_ever_held() {
        WaitPool pool = pool(50, new SplittableRandom(1));
        for (int n = 0; n < 1_000; n++) {
            pool.acquire(() -> true);
        }

        assertThat(leases.held(ticker.clock().instant())).isEqualTo(50);
    }

    @Test
    void a_lease_that_is_never_released_expires() {
        WaitPool pool = pool(1, new SplittableRandom(1));
        assertThat(pool.acquire(() -> true)).isPresent();

        ticker.advance(WaitPool.LEASED_FOR.minusMillis(1));
        assertThat(pool.acquire(() -> true)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(pool.acquire(() -> true)).isPresent();
    }

    @Test
    void a_released_place_is_leased_again_by_a_holder_of_another_name() {
        WaitPool pool = pool(1, new SplittableRandom(1));
        WaitPool.Lease first = pool.acquire(() -> true).orElseThrow();

        pool.release(first);
        WaitPool.Lease second = pool.acquire(() -> true).orElseThrow();

        assertThat(first.holder()).hasSize(32).isNotEqualTo(second.holder());
    }

    @Test
    void a_pool_without_places_leases_none() {
        assertThat(pool(0, new SplittableRandom(1)).acquire(() -> true))
                .isEqualTo(Optional.empty());
        assertThat(tried).isEmpty();
        assertThatThrownBy(() -> pool(-1, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("placesMax");
    }

    @Test
    void an_outage_at_the_release_does_not_fail_the_wait() {
        WaitLeases down =
                new WaitLeases() {
                    @Override
                    public boolean acquire(int place, String holder, Instant now, Instant until) {
                        return true;
                    }

                    @Override
                    public void release(int place, String holder) {
                        throw new OutageException(true, null);
                    }
                };
        WaitPool pool = new WaitPool(1, down, ticker.clock(), new SplittableRandom(1));

        pool.release(pool.acquire(() -> true).orElseThrow());
    }

    @Test
    void a_wait_that_is_out_of_time_tries_no_further_place() {
        WaitPool pool = pool(50, new SplittableRandom(1));
        Instant now = ticker.clock().instant();
        for (int place = 1; place <= 50; place++) {
            leases.acquire(place, "another", now, now.plusSeconds(60));
        }

        assertThat(pool.acquire(() -> tried.size() < 3)).isEmpty();
        assertThat(pool.acquire(() -> false)).isEmpty();

        assertThat(tried).hasSize(3);
    }
}
