package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.OperationWorker;
import dev.orderstream.eventsourcing.operation.Operations;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.projector.ReadModel.Role;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.GenerationModels;
import dev.orderstream.eventsourcing.rebuild.ReadTables;
import dev.orderstream.eventsourcing.rebuild.Rebuild;
import dev.orderstream.eventsourcing.rebuild.Retirement;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Operations on the whole read model as one worker reaches them. */
final class Operating implements GenerationModels {

    private static final int SEGMENTS = 3;
    private static final Duration ALLOWED_LAG = Duration.ofSeconds(30);
    private static final Duration RETIRING_FOR = Duration.ofMinutes(10);

    private final World world;
    private final Invocation invocation;
    private boolean inSegment;

    Operating(World world, Invocation invocation) {
        this.world = world;
        this.invocation = invocation;
    }

    OperationWorker worker() {
        return new OperationWorker(
                operations(),
                Map.of(Kind.REBUILD, rebuild(), Kind.VERIFICATION, verification()),
                world.turns,
                () -> "worker-" + ++world.workers);
    }

    Retirement retirement() {
        return new Retirement(ledger(), tables(), notices(), operations(), world.turns);
    }

    Rebuild rebuild() {
        AllCommits commits = new TorturedCommits(world, invocation, world.blind);
        return new Rebuild(
                ledger(),
                tables(),
                notices(),
                this,
                comparison(world.parts.rebuild().commits().apply(commits)),
                World.CODE_REVISION,
                RETIRING_FOR);
    }

    private Verification verification() {
        return new Verification(
                comparison(new TorturedCommits(world, invocation, false)),
                ledger(),
                this::serving,
                this::views);
    }

    private Comparison comparison(AllCommits commits) {
        return new Comparison(
                invocation.events(0),
                commits,
                notices(),
                new SegmentedScan(this::atOnce, SEGMENTS),
                ALLOWED_LAG,
                world.turns,
                world.turns.ticker());
    }

    /**
     * Segments come one after another, since a worker's saves wait for one another, which nobody
     * may who has a turn; what is done in a segment is done at once. That several are read at once
     * is what two workers do.
     */
    private void atOnce(List<Runnable> tasks) {
        if (inSegment) {
            world.turns.atOnce(tasks);
            return;
        }
        List<Runnable> segments = new ArrayList<>(tasks);
        Collections.shuffle(segments, world.random);
        inSegment = true;
        try {
            segments.forEach(Runnable::run);
        } finally {
            inSegment = false;
        }
    }

    Operations operations() {
        return new TorturedOperations(world, invocation);
    }

    GenerationLedger ledger() {
        return world.parts.rebuild().ledger().apply(new TorturedLedger(world, invocation));
    }

    private ReadTables tables() {
        return new TorturedTables(world, invocation);
    }

    private Notices notices() {
        return world.parts.rebuild().notices().apply(invocation.notices());
    }

    @Override
    public ViewStore views(int generation) {
        return world.parts.rebuild().views().apply(invocation.views(generation));
    }

    @Override
    public ReadModel serving(int generation) {
        return readModel(generation, Role.SERVING, ParkedStreams.serving(notices(), generation));
    }

    @Override
    public ReadModel filling(int generation) {
        return readModel(generation, Role.BESIDE, ParkedStreams.filling(notices(), generation));
    }

    private ReadModel readModel(int generation, Role role, ParkedStreams parked) {
        return invocation.readModel(
                generation,
                role,
                world.parts.rebuild().events().apply(invocation.events(generation)),
                views(generation),
                parked);
    }
}
