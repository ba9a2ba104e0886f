package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.projector.AllCommits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event table as a scan reaches it.
 *
 * @param blind whether a rebuild's verification is shown nothing, so that what the rebuild was to
 *     bring is not brought by that
 */
record TorturedCommits(World world, Invocation invocation, boolean blind) implements AllCommits {

    @Override
    public Page read(Segment segment, @Nullable Place after) {
        return invocation.call(Invocation.EVERYTHING, false, () -> page(segment, after));
    }

    private Page page(Segment segment, @Nullable Place after) {
        if (blind && isVerifying()) {
            return new Page(List.of(), Optional.empty());
        }
        Page page = world.events.read(segment, after);
        return new Page(
                page.doorbells().stream()
                        .flatMap(doorbell -> doorbell.commit().stream())
                        .map(commit -> world.doorbell(0, commit))
                        .toList(),
                page.next());
    }

    private boolean isVerifying() {
        return world.generations.operations.running().stream()
                .filter(operation -> operation.kind() == Kind.REBUILD)
                .map(Operation::state)
                .anyMatch(state -> "VERIFY".equals(state.textOrNull("phase")));
    }

    @Override
    public long estimate() {
        return invocation.call(Invocation.EVERYTHING, false, world.events::estimate);
    }
}
