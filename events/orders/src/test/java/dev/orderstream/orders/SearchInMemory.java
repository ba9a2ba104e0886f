package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryViewStore;
import java.util.List;

/** Views in memory, to search in. */
final class SearchInMemory {

    private final InMemoryViewStore views = new InMemoryViewStore();
    private final CatchUp catchUp =
            new CatchUp(
                    new InMemoryEventStore(),
                    views,
                    List.of(new OrderProjection()),
                    new InMemoryDiscards());

    OrderSearch search(int candidatesMax, double unitsMax) {
        return new TokenSearch(() -> views, candidatesMax, unitsMax);
    }

    void show(Commit commit) {
        catchUp.run(commit.stream(), commit.version(), List.of(commit));
    }
}
