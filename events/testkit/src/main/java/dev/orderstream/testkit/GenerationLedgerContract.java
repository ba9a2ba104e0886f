package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every ledger of generations does: the tests of each adapter extend it. There is one ledger
 * in a store, so nobody else may use that store meanwhile; what is in it does not matter.
 */
public abstract class GenerationLedgerContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");

    /** The ledger under test. */
    protected abstract GenerationLedger ledger();

    /** The operations in the same store. */
    protected abstract Operations operations();

    /** The views of generation 1 in the same store. */
    protected abstract ViewStore views();

    private final Operation running =
            Operation.started(UUID.randomUUID().toString(), Kind.REBUILD, "u-1", NOON, Fields.NONE);

    @AfterEach
    void let_the_next_one_start() {
        operations()
                .find(running.id())
                .filter(Operation::isRunning)
                .ifPresent(left ->
                        operations().replace(left, left.ended(Status.ABORTED, NOON, Fields.NONE)));
    }

    private static Ledger next(Ledger current, Map<Integer, Beside> beside) {
        return new Ledger(
                current.revision() + 1,
                current.serving(),
                current.servingBy(),
                current.highest() + 1,
                new TreeMap<>(beside));
    }

    @Test
    void all_that_is_written_comes_back() {
        Ledger current = ledger().read();
        SortedMap<Integer, Beside> beside = new TreeMap<>();
        beside.put(1_001, new Beside.Filling("r-1", 7));
        beside.put(1_002, new Beside.Retiring(NOON));
        beside.put(1_003, new Beside.Dropping(NOON.plusMillis(1)));
        Ledger next = new Ledger(current.revision() + 1, 999, "r-0", 1_004, beside);

        assertThat(ledger().replace(current, next)).isTrue();

        assertThat(ledger().read()).isEqualTo(next);
    }

    @Test
    void who_is_dropped_is_not_in_use_and_any_code_may_write_who_retires() {
        Ledger current = ledger().read();
        Ledger next =
                next(
                        current,
                        Map.of(
                                1_001, new Beside.Filling("r-1", 7),
                                1_002, new Beside.Retiring(NOON),
                                1_003, new Beside.Dropping(NOON)));
        ledger().replace(current, next);

        assertThat(ledger().inUse().serving()).isEqualTo(current.serving());
        assertThat(ledger().inUse().beside())
                .containsExactlyInAnyOrderEntriesOf(Map.of(1_001, 7, 1_002, 0));
    }

    @Test
    void who_has_read_an_older_ledger_stores_nothing() {
        Ledger read = ledger().read();
        Ledger first = next(read, Map.of(1_001, new Beside.Retiring(NOON)));
        ledger().replace(read, first);

        assertThat(ledger().replace(read, next(read, Map.of()))).isFalse();

        assertThat(ledger().read()).isEqualTo(first);
    }

    @Test
    void of_many_who_replace_the_same_ledger_one_succeeds() {
        Ledger read = ledger().read();

        List<Boolean> replaced =
                Together.run(8, i -> () -> ledger().replace(read, next(read, Map.of())));

        assertThat(replaced).containsOnlyOnce(true);
        assertThat(ledger().read().revision()).isEqualTo(read.revision() + 1);
    }

    @Test
    void a_change_is_made_on_what_others_have_changed() {
        Ledger before = ledger().read();

        Together.run(
                4,
                i ->
                        () ->
                                ledger().change(current ->
                                        Optional.of(next(current, current.beside()))));

        assertThat(ledger().read().highest()).isEqualTo(before.highest() + 4);
    }

    @Test
    void ledger_and_operation_change_together() {
        operations().start(running);
        Ledger read = ledger().read();
        Ledger claimed = next(read, Map.of(1_001, new Beside.Filling(running.id(), 1)));
        Operation goesOn = running.with(new Progress(1, 2), Fields.NONE);

        assertThat(ledger().replace(read, claimed, running, goesOn)).isTrue();

        assertThat(ledger().read()).isEqualTo(claimed);
        assertThat(operations().find(running.id())).contains(goesOn);
    }

    @Test
    void neither_changes_where_the_operation_was_changed_before() {
        operations().start(running);
        Operation faster = running.with(new Progress(5, 5), Fields.NONE);
        operations().replace(running, faster);
        Ledger read = ledger().read();

        boolean replaced =
                ledger().replace(
                                read,
                                next(read, Map.of()),
                                running,
                                running.with(new Progress(1, 2), Fields.NONE));

        assertThat(replaced).isFalse();
        assertThat(ledger().read()).isEqualTo(read);
        assertThat(operations().find(running.id())).contains(faster);
    }

    @Test
    void neither_changes_where_the_ledger_was_changed_before() {
        operations().start(running);
        Ledger read = ledger().read();
        Ledger faster = next(read, Map.of());
        ledger().replace(read, faster);

        boolean replaced =
                ledger().replace(
                                read,
                                next(read, Map.of(1_001, new Beside.Retiring(NOON))),
                                running,
                                running.ended(Status.FAILED, NOON, Fields.NONE));

        assertThat(replaced).isFalse();
        assertThat(ledger().read()).isEqualTo(faster);
        assertThat(operations().find(running.id())).contains(running);
        assertThat(operations().running()).contains(running);
    }

    @Test
    void neither_changes_where_a_view_is_beyond_its_limit() {
        operations().start(running);
        View view = new View(Views.newKey(), 7, 3, Views.plain("seventh"));
        views().replace(null, view);
        Ledger read = ledger().read();
        Ledger flipped = next(read, Map.of());
        Operation goesOn = running.with(new Progress(1, 2), Fields.NONE);
        Map<ViewKey, Long> limits = new HashMap<>();
        for (int views = 1; views < ViewLimits.VIEWS_MAX; views++) {
            limits.put(Views.newKey(), 0L);
        }

        limits.put(view.key(), 6L);
        assertThat(ledger().replace(read, flipped, running, goesOn, new ViewLimits(1, limits)))
                .isFalse();

        assertThat(ledger().read()).isEqualTo(read);
        assertThat(operations().find(running.id())).contains(running);

        limits.put(view.key(), 7L);
        assertThat(ledger().replace(read, flipped, running, goesOn, new ViewLimits(1, limits)))
                .isTrue();
        assertThat(ledger().read()).isEqualTo(flipped);
        assertThat(operations().find(running.id())).contains(goesOn);
    }

    @Test
    void an_operation_that_ends_with_the_ledger_lets_the_next_one_start() {
        operations().start(running);
        Ledger read = ledger().read();
        Operation ended =
                running.ended(
                        Status.FAILED, NOON, Document.fields().put("cause", "of itself").build());

        assertThat(ledger().replace(read, next(read, Map.of()), running, ended)).isTrue();

        assertThat(operations().find(running.id())).contains(ended);
        assertThat(operations().running()).doesNotContain(ended);
        Operation second =
                Operation.started(
                        UUID.randomUUID().toString(), Kind.REBUILD, "u-1", NOON, Fields.NONE);
        assertThat(operations().start(second)).isTrue();
        operations().replace(second, second.ended(Status.ABORTED, NOON, Fields.NONE));
    }
}
