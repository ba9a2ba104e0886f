package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * What notices have to do with the ledger of generations: the tests of each adapter extend it.
 * There is one ledger in a store, so nobody else may use that store meanwhile.
 */
public abstract class NoticesBesideContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");
    private static final Instant LATER = Instant.parse("2026-03-01T12:07:00.002Z");
    private static final StreamId STREAM = new StreamId("Order", "1");

    private final int generation = ThreadLocalRandom.current().nextInt(2, Integer.MAX_VALUE);

    /** The store under test. */
    protected abstract Notices notices();

    /** The ledger of generations in the same store. */
    protected abstract GenerationLedger ledger();

    @Test
    void who_is_parked_beside_is_noted_as_anybody_is() {
        beside(generation);

        assertThat(notices().parkBeside(generation, STREAM, 7, "first", NOON)).isTrue();
        assertThat(notices().parkBeside(generation, STREAM, 9, "second", LATER)).isTrue();
        assertThat(notices().parkBeside(generation, STREAM, 8, "third", LATER.plusMillis(1)))
                .isTrue();

        assertThat(notices().all(generation))
                .containsExactly(
                        new Notice(generation, STREAM, 9, "third", NOON, LATER.plusMillis(1), 3));
    }

    @Test
    void nothing_is_noted_where_the_generation_is_not_beside_the_serving_one() {
        assertThat(notices().parkBeside(generation, STREAM, 7, "late", NOON)).isFalse();
        int serving = ledger().read().serving();
        assertThat(notices().parkBeside(serving, new StreamId("Order", "s"), 7, "late", NOON))
                .isFalse();

        assertThat(notices().all(generation)).isEmpty();
        assertThat(notices().find(serving, new StreamId("Order", "s"))).isEmpty();
    }

    @Test
    void who_has_read_the_ledger_before_a_notice_has_to_look_again() {
        beside(generation);
        Ledger read = ledger().read();

        notices().parkBeside(generation, STREAM, 7, "between", NOON);

        assertThat(ledger().replace(read, with(read, read.beside()))).isFalse();
        Ledger touched = ledger().read();
        assertThat(touched.beside()).isEqualTo(read.beside());
        assertThat(ledger().replace(touched, with(touched, touched.beside()))).isTrue();
    }

    @Test
    void many_who_park_beside_at_once_all_count() {
        beside(generation);

        Together.run(
                4, i -> () -> notices().parkBeside(generation, STREAM, i + 1, "at once", NOON));

        assertThat(notices().find(generation, STREAM).orElseThrow().tries()).isEqualTo(4);
        assertThat(notices().find(generation, STREAM).orElseThrow().version()).isEqualTo(4);
    }

    private void beside(int filled) {
        ledger().change(current -> {
            SortedMap<Integer, Beside> others = new TreeMap<>(current.beside());
            others.put(filled, new Beside.Filling("r-1", 1));
            return Optional.of(with(current, others));
        });
    }

    private static Ledger with(Ledger current, SortedMap<Integer, Beside> beside) {
        return new Ledger(
                current.revision() + 1,
                current.serving(),
                current.servingBy(),
                current.highest(),
                beside);
    }
}
