package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.WaitLeases;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every store of the leases of waits does: the tests of each adapter extend it. No place is
 * leased before each test.
 */
public abstract class WaitLeasesContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");
    private static final Instant LATER = NOON.plusSeconds(10);
    private static final Instant END = NOON.plusSeconds(30);

    /** The store under test, the same at each call. */
    protected abstract WaitLeases leases();

    @Test
    void a_free_place_is_leased() {
        assertThat(leases().acquire(1, "anna", NOON, END)).isTrue();
    }

    @Test
    void a_leased_place_is_refused_to_others_until_its_lease_expires() {
        leases().acquire(1, "anna", NOON, END);

        assertThat(leases().acquire(1, "bert", LATER, LATER.plusSeconds(30))).isFalse();
        assertThat(leases().acquire(1, "bert", END.minusMillis(1), END.plusSeconds(30))).isFalse();
        assertThat(leases().acquire(1, "bert", END, END.plusSeconds(30))).isTrue();
        assertThat(leases().acquire(1, "anna", END, END.plusSeconds(30))).isFalse();
    }

    @Test
    void the_places_are_apart() {
        leases().acquire(1, "anna", NOON, END);

        assertThat(leases().acquire(2, "bert", LATER, END)).isTrue();
        assertThat(leases().acquire(12, "carl", LATER, END)).isTrue();
    }

    @Test
    void a_repeat_by_the_holder_succeeds() {
        leases().acquire(1, "anna", NOON, END);

        assertThat(leases().acquire(1, "anna", NOON, END)).isTrue();
        assertThat(leases().acquire(1, "bert", LATER, END)).isFalse();
    }

    @Test
    void a_released_place_is_free() {
        leases().acquire(1, "anna", NOON, END);

        leases().release(1, "anna");

        assertThat(leases().acquire(1, "bert", LATER, END)).isTrue();
    }

    @Test
    void a_late_release_leaves_the_next_holder_the_place() {
        leases().acquire(1, "anna", NOON, END);
        leases().acquire(1, "bert", END, END.plusSeconds(30));

        leases().release(1, "anna");

        assertThat(leases().acquire(1, "carl", END, END.plusSeconds(30))).isFalse();
    }

    @Test
    void a_release_of_what_is_not_leased_changes_nothing() {
        leases().release(1, "anna");
        leases().acquire(1, "bert", NOON, END);
        leases().release(1, "anna");
        leases().release(1, "bert");
        leases().release(1, "bert");

        assertThat(leases().acquire(1, "carl", NOON, END)).isTrue();
    }

    @Test
    void only_one_of_many_concurrent_holders_gets_a_place() {
        List<Boolean> acquired =
                Together.run(8, i -> () -> leases().acquire(1, "holder-" + i, NOON, END));

        assertThat(acquired).filteredOn(got -> got).hasSize(1);
    }
}
