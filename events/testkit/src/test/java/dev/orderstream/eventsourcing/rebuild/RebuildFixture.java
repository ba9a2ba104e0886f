package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryLedger;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryOperations;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that a rebuild and a verification need, in memory, with a clock that is set. */
final class RebuildFixture implements GenerationModels {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final InMemoryEventStore events = new InMemoryEventStore();
    final InMemoryDiscards discards = new InMemoryDiscards();
    final InMemoryOperations operations = new InMemoryOperations();
    final InMemoryLedger ledger = new InMemoryLedger(operations);
    final InMemoryNotices notices = new InMemoryNotices(ledger);
    final List<Integer> deleted = new ArrayList<>();
    private final Map<Integer, InMemoryViewStore> views = new HashMap<>();
    private final FakeTicker ticker = new FakeTicker();
    private Duration passed = Duration.ZERO;
    private int workers;

    Instant now() {
        return NOON.plus(passed).plusNanos(ticker.nanoTime());
    }

    @Override
    public InMemoryViewStore views(int generation) {
        return views.computeIfAbsent(generation, absent -> new InMemoryViewStore());
    }

    @Override
    public ReadModel serving(int generation) {
        return readModel(generation, Role.SERVING);
    }

    @Override
    public ReadModel beside(int generation) {
        return readModel(generation, Role.BESIDE);
    }

    private ReadModel readModel(int generation, Role role) {
        return new ReadModel(
                generation,
                role,
                new CatchUp(events, views(generation), List.of(new TankProjection()), discards),
                role == Role.SERVING
                        ? ParkedStreams.serving(notices, generation)
                        : ParkedStreams.beside(notices, generation));
    }

    /** Adds commits to a tank. */
    void change(StreamId stream, int commits) {
        for (int i = 0; i < commits; i++) {
            long version = events.newest(stream).map(Commit::version).orElse(0L) + 1;
            Tank.Event event = version == 1 ? new Tank.Installed(10) : new Tank.Moved(1);
            events.append(Commits.of(stream, version, Tank.CODEC.encode(List.of(event))));
        }
    }

    private InstantSource clock() {
        return this::now;
    }

    private Comparison comparison() {
        return new Comparison(
                events,
                events,
                notices,
                new SegmentedScan(tasks -> tasks.forEach(Runnable::run), 3),
                Duration.ofSeconds(30),
                clock(),
                ticker);
    }

    Rebuild rebuild() {
        return new Rebuild(
                ledger, tables(), notices, this, comparison(), 1, Duration.ofMinutes(10));
    }

    private ReadTables tables() {
        return new ReadTables() {
            @Override
            public void create(int generation) {
                views(generation);
            }

            @Override
            public void delete(int generation) {
                views.remove(generation);
                deleted.add(generation);
            }
        };
    }

    Operation rebuild(String id) {
        return run(Operation.started(id, Kind.REBUILD, "u", now(), Fields.NONE));
    }

    Operation verify(String id, boolean repair) {
        return run(
                Operation.started(
                        id, Kind.VERIFICATION, "u", now(), Verification.settings(repair)));
    }

    private Operation run(Operation operation) {
        if (!operations.start(operation)) {
            throw new IllegalStateException("one runs already");
        }
        new OperationWorker(
                        operations,
                        Map.of(
                                Kind.REBUILD,
                                rebuild(),
                                Kind.VERIFICATION,
                                new Verification(comparison(), ledger, this::serving, this::views)),
                        clock(),
                        () -> "worker-" + ++workers)
                .run(now().plus(Duration.ofHours(1)));
        return operations.find(operation.id()).orElseThrow();
    }

    void retire(Duration later) {
        passed = passed.plus(later);
        new Retirement(ledger, tables(), notices, operations, clock()).run();
    }
}
