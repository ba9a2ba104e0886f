package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderId;
import dev.orderstream.testing.RequestWatcher;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.InMemoryDiscards;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Commits that are in the views at once, or once a wait asks for them. */
final class Projected {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000Z");

    private final TestTables tables;
    private final DynamoDbEventStore events;
    private final CatchUp catchUp;
    private final Map<StreamId, String> owners = new HashMap<>();
    private final Queue<Commit> late = new ConcurrentLinkedQueue<>();
    private boolean isLate;

    Projected(TestTables tables) {
        Contention contention = Contention.system();
        this.tables = tables;
        events = new DynamoDbEventStore(tables.client(), tables.tables());
        catchUp =
                new CatchUp(
                        events,
                        new DynamoDbViewStore(tables.client(), tables.tables(), 1, contention),
                        Projections.ALL,
                        new InMemoryDiscards());
    }

    void commit(StreamId stream, long version, List<StoredEvent> stored) {
        commit(stream, version, NOON, stored);
    }

    void commit(StreamId stream, long version, Instant at, List<StoredEvent> stored) {
        Commit unowned =
                new Commit(
                        stream,
                        version,
                        at,
                        stored,
                        new Commit.Origin(
                                Digest.random(), Digest.random(), true, "user-1", "cor", "cau"));
        Commit commit = unowned.ownedBy(owner(unowned));
        events.append(commit);
        if (isLate) {
            late.add(commit);
        } else {
            project(commit);
        }
    }

    /** As the deciders name them. */
    private @Nullable String owner(Commit commit) {
        StreamId stream = commit.stream();
        if (stream.category().equals(OrderId.CATEGORY)) {
            OrderEvent.CODEC
                    .decode(commit)
                    .filter(OrderCreated.class::isInstance)
                    .map(OrderCreated.class::cast)
                    .forEach(created -> owners.put(stream, created.customerId().value()));
        } else if (stream.category().equals(CustomerId.CATEGORY)) {
            owners.put(stream, stream.id());
        }
        return owners.get(stream);
    }

    private void project(Commit commit) {
        catchUp.run(commit.stream(), commit.version(), List.of(commit));
    }

    /** What is committed here is in no view. */
    void late(Runnable commits) {
        isLate = true;
        commits.run();
        isLate = false;
    }

    /** What was committed late is in the views once a function has read any commit. */
    void projectOnceAwaited() {
        String table = tables.tables().events().name();
        tables.watch(
                new RequestWatcher() {
                    @Override
                    public void begins(String operation, String body) {}

                    @Override
                    public void ends(String operation, String body) {
                        for (Commit next = next(body); next != null; next = next(body)) {
                            project(next);
                        }
                    }

                    private @Nullable Commit next(String body) {
                        return body.contains(table) ? late.poll() : null;
                    }
                });
    }
}
