package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Lease;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.operation.Operations;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What everybody does who keeps operations: the tests of each adapter extend it. One of a kind runs
 * in a store, so nobody else may use that store meanwhile; what has ended there does not matter.
 */
public abstract class OperationsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");

    /** The operations under test. */
    protected abstract Operations operations();

    @AfterEach
    void end_all() {
        operations()
                .running()
                .forEach(left ->
                        operations().replace(left, left.ended(Status.ABORTED, NOON, Fields.NONE)));
    }

    private static Operation started(Kind kind) {
        return Operation.started(
                UUID.randomUUID().toString(),
                kind,
                "u-1",
                NOON,
                Document.fields().put("repair", "yes").build());
    }

    @Test
    void what_was_started_runs() {
        Operation operation = started(Kind.REBUILD);

        assertThat(operations().start(operation)).isTrue();

        assertThat(operations().find(operation.id())).contains(operation);
        assertThat(operations().running()).containsExactly(operation);
    }

    @Test
    void what_was_never_started_is_not_found() {
        assertThat(operations().find(UUID.randomUUID().toString())).isEmpty();
        assertThat(operations().running()).isEmpty();
    }

    @Test
    void a_second_one_of_its_kind_is_refused_while_one_runs() {
        Operation first = started(Kind.REBUILD);
        Operation second = started(Kind.REBUILD);
        operations().start(first);

        assertThat(operations().start(second)).isFalse();

        assertThat(operations().find(second.id())).isEmpty();
        assertThat(operations().running()).containsExactly(first);
    }

    @Test
    void one_of_each_kind_may_run() {
        Operation rebuild = started(Kind.REBUILD);
        Operation verification = started(Kind.VERIFICATION);

        assertThat(operations().start(rebuild)).isTrue();
        assertThat(operations().start(verification)).isTrue();

        assertThat(operations().running()).containsExactlyInAnyOrder(rebuild, verification);
    }

    @Test
    void the_same_start_again_is_the_same_start() {
        Operation operation = started(Kind.REBUILD);
        operations().start(operation);

        assertThat(operations().start(operation)).isTrue();

        assertThat(operations().running()).containsExactly(operation);
    }

    @Test
    void of_many_who_start_at_once_one_succeeds() {
        List<Boolean> started =
                Together.run(8, i -> () -> operations().start(started(Kind.VERIFICATION)));

        assertThat(started).containsOnlyOnce(true);
        assertThat(operations().running()).hasSize(1);
    }

    @Test
    void all_that_is_written_comes_back() {
        Operation operation = started(Kind.VERIFICATION);
        operations().start(operation);
        Operation next =
                new Operation(
                        operation.id(),
                        Kind.VERIFICATION,
                        2,
                        Status.RUNNING,
                        "u-1",
                        NOON,
                        null,
                        operation.settings(),
                        new Progress(3, 5_000_000_000L),
                        new Lease("worker-1", NOON.plusMillis(30_001)),
                        Documents.everything(),
                        Fields.NONE);
        assertThat(operations().replace(operation, next)).isTrue();
        assertThat(operations().find(operation.id())).contains(next);

        Operation ended = next.ended(Status.SUCCEEDED, NOON.plusSeconds(9), Documents.everything());
        assertThat(operations().replace(next, ended)).isTrue();
        assertThat(operations().find(operation.id())).contains(ended);
    }

    @Test
    void who_has_read_an_older_one_stores_nothing() {
        Operation read = started(Kind.REBUILD);
        operations().start(read);
        Operation faster = read.with(new Progress(1, 2), Fields.NONE);
        operations().replace(read, faster);

        assertThat(operations().replace(read, read.with(new Progress(2, 2), Fields.NONE)))
                .isFalse();
        assertThat(operations().replace(read, read.ended(Status.ABORTED, NOON, Fields.NONE)))
                .isFalse();

        assertThat(operations().find(read.id())).contains(faster);
        assertThat(operations().running()).containsExactly(faster);
    }

    @Test
    void what_was_never_started_is_not_replaced() {
        Operation unknown = started(Kind.REBUILD);

        assertThat(operations().replace(unknown, unknown.with(Progress.NONE, Fields.NONE)))
                .isFalse();

        assertThat(operations().find(unknown.id())).isEmpty();
    }

    @Test
    void of_many_who_replace_the_same_one_one_succeeds() {
        Operation read = started(Kind.REBUILD);
        operations().start(read);

        List<Boolean> replaced =
                Together.run(
                        8,
                        i ->
                                () ->
                                        operations()
                                                .replace(
                                                        read,
                                                        read.with(
                                                                new Progress(i, 8), Fields.NONE)));

        assertThat(replaced).containsOnlyOnce(true);
    }

    @Test
    void once_it_has_ended_the_next_one_may_start_and_it_is_found_nevertheless() {
        Operation first = started(Kind.REBUILD);
        operations().start(first);
        Operation ended = first.ended(Status.SUCCEEDED, NOON.plusSeconds(1), Fields.NONE);

        assertThat(operations().replace(first, ended)).isTrue();

        assertThat(operations().running()).isEmpty();
        assertThat(operations().start(started(Kind.REBUILD))).isTrue();
        assertThat(operations().find(first.id())).contains(ended);
    }
}
