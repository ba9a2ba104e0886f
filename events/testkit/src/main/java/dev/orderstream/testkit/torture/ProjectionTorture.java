package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.view.Projection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The specification of a projection, and of the projector around it: given commits, every shuffle,
 * duplicate, delay, drop and redrive, crash between two writes, outage, lasting fault, rebuild and
 * second projector at the same time ends in the views, history and totals of a straight fold.
 *
 * <pre>{@code
 * Seeds.forEach(200, (seed, random) ->
 *         ProjectionTorture.of(List.of(new OrderProjection())).run(commits, random));
 * }</pre>
 *
 * <p>What a seed does it does again: the same commits and the same seed are the same run.
 */
public final class ProjectionTorture {

    private final List<? extends Projection<?>> projections;
    private final Parts parts;

    private ProjectionTorture(List<? extends Projection<?>> projections, Parts parts) {
        this.projections = List.copyOf(projections);
        this.parts = parts;
    }

    public static ProjectionTorture of(List<? extends Projection<?>> projections) {
        return new ProjectionTorture(projections, Parts.REAL);
    }

    /** Puts something between the projector and its ports. */
    public ProjectionTorture with(Parts other) {
        return new ProjectionTorture(projections, other);
    }

    /**
     * Puts commits through it.
     *
     * @param commits in the order in which they were written
     * @throws AssertionError telling what went wrong, and what happened just before
     */
    public Tortured run(List<Commit> commits, RandomGenerator random) {
        World world = new World(projections, parts, random);
        if (commits.isEmpty()
                || !commits.stream().map(Commit::stream).allMatch(world.straight::knows)) {
            throw new IllegalArgumentException(
                    "expected commits of streams that a projection is for");
        }
        try {
            start(world, commits);
            world.turns.run();
            new Verdict(world, world.generations.serving(), commits).check();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "%s%nin this weather: %s%nwhat happened last:%n%s"
                            .formatted(e, world.weather, world.diary),
                    e);
        }
        return new Tortured(
                world.generations.views(world.generations.serving()),
                world.diary.counts(),
                world.turns.trace());
    }

    private static void start(World world, List<Commit> commits) {
        world.turns.start(new Writer(world, commits));
        world.shards.forEach(shard -> world.turns.start(new Mapping(world, shard)));
        world.turns.start(new Redriver(world));
        world.turns.start(new Ticks(world));
        world.turns.start(new Workers(world));
        world.turns.start(world.reader);
    }
}
