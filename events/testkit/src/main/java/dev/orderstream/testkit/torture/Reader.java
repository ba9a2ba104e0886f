package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.ServingViews;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who reads views, of the generation that serves as far as he knows, and insists on what he has
 * seen. What was shown to him stays, but for what rings still: it comes while he waits.
 */
final class Reader implements Runnable {

    private static final int PAUSE_MILLIS_MAX = 15_000;
    private static final int READS_MAX = 10;
    private static final Duration KEPT_FOR = Duration.ofSeconds(60);

    private final World world;
    private final ServingViews serving;
    private final Map<StreamId, Long> seen = new HashMap<>();
    private int generation = GenerationsInUse.FIRST;
    private int last = GenerationsInUse.FIRST;
    private Instant readAt;

    Reader(World world) {
        this.world = world;
        this.readAt = world.turns.instant();
        Generations generations = world.ledger;
        this.serving =
                new ServingViews(
                        () -> {
                            Generations.InUse inUse = generations.inUse();
                            generation = inUse.serving();
                            readAt = world.turns.instant();
                            return inUse;
                        },
                        world.generations::views,
                        world.turns.ticker());
    }

    /** Whether he may read a generation next. */
    boolean mayBeAt(int other) {
        return generation == other && !world.turns.instant().isAfter(readAt.plus(KEPT_FOR));
    }

    @Override
    public void run() {
        while (!world.over) {
            world.turns.pause(Duration.ofMillis(1 + world.random.nextInt(PAUSE_MILLIS_MAX)));
            List<StreamId> streams = world.streams();
            for (int reads = 0; reads < READS_MAX && !streams.isEmpty(); reads++) {
                read(streams.get(world.random.nextInt(streams.size())));
            }
            if (generation != last) {
                // The moment at which something may be missing.
                last = generation;
                streams.forEach(this::read);
            }
        }
    }

    private void read(StreamId stream) {
        ViewStore views = serving.get();
        if (!world.generations.hasTable(generation)) {
            throw new AssertionError("a reader finds no table of generation " + generation);
        }
        long shown =
                views.read(world.straight.key(stream), Consistency.STRONG)
                        .map(View::version)
                        .orElse(0L);
        long insisted = Math.min(seen.getOrDefault(stream, 0L), world.generations.answered(stream));
        if (shown < insisted && !world.lasting.mayBeRemoved(stream)) {
            throw new AssertionError(
                    "a read goes back: %s from version %d to %d in generation %d"
                            .formatted(stream, insisted, shown, generation));
        }
        seen.merge(stream, shown, Math::max);
    }
}
