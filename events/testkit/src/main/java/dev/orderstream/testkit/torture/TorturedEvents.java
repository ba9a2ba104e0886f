package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.torture.Invocation.Place;
import java.util.List;
import java.util.function.Predicate;

/** The event store as an invocation reaches it, on behalf of a generation. */
final class TorturedEvents extends ForwardingEventStore {

    private final World world;
    private final Invocation invocation;
    private final int generation;

    TorturedEvents(World world, Invocation invocation, int generation) {
        super(world.events);
        this.world = world;
        this.invocation = invocation;
        this.generation = generation;
    }

    @Override
    public Appended append(List<Commit> commits) {
        Commit commit = commits.getFirst();
        return invocation.call(place(commit.stream()), true, () -> world.append(commit));
    }

    @Override
    public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        world.diary.count(Happening.GAP_READ);
        return invocation.call(
                place(stream),
                false,
                () -> {
                    List<Commit> read = world.events.readAfter(stream, version, commitsMax);
                    long newest = world.events.newest(stream).map(Commit::version).orElse(0L);
                    return world.lasting.readable(read, newest);
                });
    }

    @Override
    public List<Commit> readBack(StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        return invocation.call(
                place(stream), false, () -> super.readBack(stream, commitsFirst, enough));
    }

    private Place place(StreamId stream) {
        return World.isHeartbeat(stream)
                ? Invocation.EVERYTHING
                : new Place(generation, world.straight.key(stream).owner());
    }
}
