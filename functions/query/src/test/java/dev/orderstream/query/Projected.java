package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.InMemoryDiscards;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Commits that are in the views at once. */
final class Projected {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000Z");

    private final DynamoDbEventStore events;
    private final CatchUp catchUp;

    Projected(TestTables tables) {
        Contention contention = new Contention(Ticker.system(), RandomGenerator.getDefault());
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
        Commit commit =
                new Commit(
                        stream,
                        version,
                        at,
                        stored,
                        new Commit.Origin(
                                Digest.random(), Digest.random(), true, "user-1", "cor", "cau"));
        events.append(commit);
        catchUp.run(stream, version, List.of(commit));
    }
}
