package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.orders.OrderSearch;
import dev.orderstream.orders.OrderSearchContract;
import dev.orderstream.orders.TokenSearch;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoDbOrderSearchTest extends OrderSearchContract {

    private static TestTables tables;
    private static DynamoDbViewStore views;
    private static CatchUp catchUp;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        views = new DynamoDbViewStore(tables.client(), tables.tables(), 1, Contention.system());
        catchUp =
                new CatchUp(
                        new InMemoryEventStore(),
                        views,
                        List.of(new OrderProjection()),
                        new InMemoryDiscards());
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @Override
    protected OrderSearch search(int candidatesMax, double unitsMax) {
        return new TokenSearch(() -> views, candidatesMax, unitsMax);
    }

    @Override
    protected void show(Commit commit) {
        catchUp.run(commit.stream(), commit.version(), List.of(commit));
    }
}
