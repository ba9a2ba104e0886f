package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.operations.cli.load.LoadPlan;
import dev.orderstream.operations.cli.load.Loader;
import dev.orderstream.operations.cli.load.Pace;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** A rebuild of thousands of orders, while no command runs: what it writes is counted. */
class RebuildAtScaleTest {

    private static final int ORDERS = Seeds.runs(400, 100_000);
    private static final int COMMITS_OF_EACH = 5;
    private static final int CUSTOMERS = ORDERS / 20;

    private static final Writes WRITES = new Writes();

    private static TestTables tables;
    private static DynamoDbClient counted;

    @BeforeAll
    static void load() {
        tables = new TestTables();
        counted = tables.client(WRITES);
        LoadPlan plan =
                new LoadPlan(
                        1,
                        ORDERS,
                        COMMITS_OF_EACH,
                        CUSTOMERS,
                        "scale",
                        InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
        new Loader(
                        plan,
                        new DynamoDbEventStore(tables.client(), tables.tables()),
                        Pace.free(),
                        commits -> {})
                .run();
    }

    @AfterAll
    static void stop() {
        counted.close();
        tables.close();
    }

    @Test
    void each_view_is_written_once_and_all_are_as_the_commits_say() {
        Workbench workbench =
                new Workbench(
                        counted,
                        tables.tables(),
                        new OperationsSettings(Duration.ZERO, Duration.ofMinutes(10)));

        String id = workbench.operations().startRebuild("test").orElseThrow().id();
        workbench.operations().work(id, Duration.ofHours(6));

        Operation rebuild = workbench.operations().find(id).orElseThrow();
        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(rebuild.result().integer("generation")).isEqualTo(2);
        assertThat(WRITES.ofOrders).hasSize(ORDERS);
        assertThat(WRITES.ofOrders.values()).allMatch(each -> each.get() == 1);
        // Orders, profiles and totals.
        assertThat(rebuild.result().integer("checked")).isEqualTo(ORDERS + 2 * CUSTOMERS);
    }

    /** How often each order's view was written in the new generation. */
    private static final class Writes implements ExecutionInterceptor {
        final Map<String, AtomicInteger> ofOrders = new ConcurrentHashMap<>();

        @Override
        public void beforeExecution(BeforeExecution context, ExecutionAttributes attributes) {
            switch (context.request()) {
                case PutItemRequest put -> note(put.tableName(), put.item());
                case TransactWriteItemsRequest transaction ->
                        transaction.transactItems().stream()
                                .map(TransactWriteItem::put)
                                .filter(Objects::nonNull)
                                .forEach(put -> note(put.tableName(), put.item()));
                default -> {}
            }
        }

        private void note(String table, Map<String, AttributeValue> item) {
            boolean isView = item.containsKey("sk") && "VIEW".equals(item.get("sk").s());
            if (isView && table.equals(tables.tables().readModel(2).name())) {
                ofOrders.computeIfAbsent(item.get("pk").s(), absent -> new AtomicInteger())
                        .incrementAndGet();
            }
        }
    }
}
