package dev.orderstream.operations;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbAllCommits;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbLedger;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbOperations;
import dev.orderstream.dynamodb.DynamoDbReadModels;
import dev.orderstream.dynamodb.DynamoDbReadTables;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Rebuild;
import dev.orderstream.eventsourcing.rebuild.Retirement;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Projections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rebuilds and verifications: starts, aborts and carries them out, for whoever asks: the function,
 * the tick, or an operator at a command line.
 */
public final class ReadModelOperations {

    /** So many of a table's are read at once. */
    private static final int SEGMENTS = 4;

    private final Operations operations;
    private final GenerationLedger ledger;
    private final Rebuild rebuild;
    private final Verification verification;
    private final OperationWorker worker;
    private final Retirement retirement;
    private final InstantSource clock;

    /**
     * Makes the operations on the tables that a client sees.
     *
     * @param watched tells somebody else how a job goes
     */
    ReadModelOperations(
            DynamoDbClient client,
            Tables tables,
            Contention contention,
            List<? extends Projection<?>> projections,
            UnaryOperator<Job> watched,
            OperationsSettings settings,
            InstantSource clock,
            Ticker ticker) {
        this.clock = clock;
        this.operations = new DynamoDbOperations(client, tables, contention);
        this.ledger = new DynamoDbLedger(client, tables, contention);
        var notices = new DynamoDbNotices(client, tables, contention);
        var readTables = new DynamoDbReadTables(client, tables);
        var readModels = new DynamoDbReadModels(client, tables, contention, projections);
        Comparison comparison =
                new Comparison(
                        new DynamoDbEventStore(client, tables),
                        new DynamoDbAllCommits(client, tables),
                        notices,
                        new SegmentedScan(AtOnce.virtualThreads(), SEGMENTS),
                        settings.allowedLag(),
                        clock,
                        ticker);
        this.rebuild =
                new Rebuild(
                        ledger,
                        readTables,
                        notices,
                        readModels,
                        comparison,
                        Projections.revision(projections),
                        settings.retiringFor());
        this.verification =
                new Verification(comparison, ledger, readModels::serving, readModels::views);
        this.worker =
                new OperationWorker(
                        operations,
                        Map.of(
                                Kind.REBUILD,
                                watched.apply(rebuild),
                                Kind.VERIFICATION,
                                watched.apply(verification)),
                        clock,
                        () -> UUID.randomUUID().toString());
        this.retirement = new Retirement(ledger, readTables, notices, operations, clock);
    }

    /**
     * Starts a rebuild, which a worker takes up.
     *
     * @return empty where one runs already
     */
    public Optional<Operation> startRebuild(String userId) {
        return start(Kind.REBUILD, userId, Fields.NONE);
    }

    /**
     * Starts a verification, which a worker takes up.
     *
     * @param repair whether what differs is mended
     * @return empty where one runs already
     */
    public Optional<Operation> startVerification(String userId, boolean repair) {
        return start(Kind.VERIFICATION, userId, Verification.settings(repair));
    }

    private Optional<Operation> start(Kind kind, String userId, Fields settings) {
        Operation started =
                Operation.started(
                        UUID.randomUUID().toString(), kind, userId, clock.instant(), settings);
        return operations.start(started) ? Optional.of(started) : Optional.empty();
    }

    public Optional<Operation> find(String id) {
        return operations.find(id);
    }

    /** The one of a kind that runs. */
    public Optional<Operation> running(Kind kind) {
        return operations.running().stream()
                .filter(operation -> operation.kind() == kind)
                .findFirst();
    }

    /**
     * Ends an operation before it has succeeded. One that has ended stays as it is.
     *
     * @return the operation as it is then; empty where there is none
     */
    public Optional<Operation> abort(String id) {
        while (true) {
            Optional<Operation> found = operations.find(id);
            if (found.isEmpty() || !found.get().isRunning()) {
                return found;
            }
            Operation running = found.get();
            if (ledger.read().isServingBy(id)) {
                // All that is missing is that it says so.
                return found;
            }
            Operation aborted = running.ended(Status.ABORTED, clock.instant(), Fields.NONE);
            if (running.kind() == Kind.REBUILD
                    ? rebuild.abort(running, aborted)
                    : operations.replace(running, aborted)) {
                return Optional.of(aborted);
            }
        }
    }

    /** Goes on with what nobody is at work on, for so long at most. */
    public void work(Duration most) {
        worker.run(clock.instant().plus(most));
    }

    /** The same with one operation. */
    public void work(String id, Duration most) {
        worker.run(id, clock.instant().plus(most));
    }

    /**
     * Verifies without keeping anything of it: no operation is stored, and nobody else can go on
     * with it or sees it.
     *
     * @param progress is told how far it has come, by several threads at once
     * @return the operation as it has ended
     */
    public Operation inspect(String userId, Consumer<Operation> progress) {
        UnkeptOperations unkept = new UnkeptOperations(progress);
        Operation started =
                Operation.started(
                        "unkept",
                        Kind.VERIFICATION,
                        userId,
                        clock.instant(),
                        Verification.settings(false));
        unkept.start(started);
        new OperationWorker(
                        unkept, Map.of(Kind.VERIFICATION, verification), clock, () -> "the only")
                .run(started.id(), clock.instant().plus(Duration.ofDays(1)));
        return unkept.find(started.id()).orElseThrow();
    }

    /** Takes generations away that nobody needs any more. */
    void retire() {
        retirement.run();
    }
}
