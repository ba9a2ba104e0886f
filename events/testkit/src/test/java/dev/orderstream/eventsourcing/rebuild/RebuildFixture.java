package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.projector.Discards;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewStore;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything that a rebuild and a verification need, in memory, with a clock that is set. */
final class RebuildFixture implements GenerationModels {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final InMemoryEventStore events = new InMemoryEventStore();
    final InMemoryDiscards discards = new InMemoryDiscards();
    final InMemoryOperations operations = new InMemoryOperations();
    final InMemoryLedger ledger =
            new InMemoryLedger(
                    operations,
                    (generation, key) ->
                            views(generation)
                                    .read(key, Consistency.STRONG)
                                    .map(View::version)
                                    .orElse(0L));
    final InMemoryNotices notices = new InMemoryNotices(ledger);
    final List<Integer> deleted = new ArrayList<>();
    private final Map<Integer, InMemoryViewStore> views = new HashMap<>();
    private final FakeTicker ticker = new FakeTicker();

    /** Is told of each call to a port, before it and after it: {@code before EventStore.append}. */
    Consumer<String> called = call -> {};

    Projection<?> projection = new TankProjection();
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
    public ReadModel filling(int generation) {
        return readModel(generation, Role.BESIDE);
    }

    private ReadModel readModel(int generation, Role role) {
        return new ReadModel(
                generation,
                role,
                new CatchUp(
                        port(EventStore.class, events),
                        port(ViewStore.class, views(generation)),
                        List.of(projection),
                        port(Discards.class, discards)),
                role == Role.SERVING
                        ? ParkedStreams.serving(port(Notices.class, notices), generation)
                        : ParkedStreams.filling(port(Notices.class, notices), generation));
    }

    private <T> T port(Class<T> type, T target) {
        Object port =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            String call = type.getSimpleName() + "." + method.getName();
                            called.accept("before " + call);
                            Object answer;
                            try {
                                answer = method.invoke(target, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                            called.accept("after " + call);
                            return answer;
                        });
        return type.cast(port);
    }

    /** Brings a tank's view in a generation up to its commits. */
    CaughtUp project(int generation, StreamId stream) {
        return serving(generation).catchUp().runToEnd(stream);
    }

    /** Takes all of a generation away. */
    void forget(int generation) {
        views.remove(generation);
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
                port(EventStore.class, events),
                port(AllCommits.class, events),
                port(Notices.class, notices),
                new SegmentedScan(tasks -> tasks.forEach(Runnable::run), 3),
                Duration.ofSeconds(30),
                clock(),
                ticker);
    }

    Rebuild rebuild() {
        return new Rebuild(
                port(GenerationLedger.class, ledger),
                port(ReadTables.class, tables()),
                port(Notices.class, notices),
                new GenerationModels() {
                    @Override
                    public ReadModel serving(int generation) {
                        return RebuildFixture.this.serving(generation);
                    }

                    @Override
                    public ReadModel filling(int generation) {
                        return RebuildFixture.this.filling(generation);
                    }

                    @Override
                    public ViewStore views(int generation) {
                        return port(ViewStore.class, RebuildFixture.this.views(generation));
                    }
                },
                comparison(),
                1,
                Duration.ofMinutes(10));
    }

    private ReadTables tables() {
        return new ReadTables() {
            @Override
            public boolean exists(int generation) {
                return views.containsKey(generation);
            }

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
        work();
        return operations.find(operation.id()).orElseThrow();
    }

    /** A worker takes up what nobody is at work on. */
    void work() {
        work(Duration.ofHours(1));
    }

    void work(Duration most) {
        new OperationWorker(
                        port(Operations.class, operations),
                        Map.of(
                                Kind.REBUILD,
                                rebuild(),
                                Kind.VERIFICATION,
                                new Verification(
                                        comparison(),
                                        ledger,
                                        this::serving,
                                        generation -> port(ViewStore.class, views(generation)))),
                        clock(),
                        () -> "worker-" + ++workers)
                .run(now().plus(most));
    }

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** Until nobody who has died has a lease. */
    void leasesEnd() {
        pass(Duration.ofSeconds(31));
    }

    void retire(Duration later) {
        pass(later);
        new Retirement(ledger, tables(), notices, operations, clock()).run();
    }
}
