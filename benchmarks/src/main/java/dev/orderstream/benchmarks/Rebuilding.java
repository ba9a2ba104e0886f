package dev.orderstream.benchmarks;

import dev.orderstream.dynamodb.DynamoDbAllCommits;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.operations.OperationsSettings;
import dev.orderstream.operations.Workbench;
import dev.orderstream.operations.cli.load.LoadPlan;
import dev.orderstream.operations.cli.load.Loader;
import dev.orderstream.operations.cli.load.Pace;
import dev.orderstream.testing.TestTables;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How fast a rebuild is, beside what it can't do without in the same run: a scan of the event table
 * by as many segments, and puts of as many views as large, as many at once.
 */
public final class Rebuilding {

    private static final int ORDERS = 2_000;
    private static final int COMMITS = 5;
    private static final int ROUNDS = 3;
    private static final int SEGMENTS = 4;
    private static final int PUTS_AT_ONCE = 64;

    private Rebuilding() {}

    /**
     * Rates of one round, a second.
     *
     * @param rebuilt commits that a rebuild has taken in, its verification included
     * @param scanned commits that a scan has read
     * @param put views that were put
     */
    record Rates(double rebuilt, double scanned, double put) {}

    public static void main(String[] arguments) {
        print(measure(ORDERS, ROUNDS), System.out);
    }

    static List<Rates> measure(int orders, int rounds) {
        try (TestTables tables = new TestTables()) {
            load(tables, orders);
            List<Rates> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                double scanned = perSecond(scan(tables), () -> scan(tables));
                long commits = (long) orders * COMMITS;
                double rebuilt = perSecond(commits, () -> rebuild(tables));
                double put = perSecond(orders, () -> put(tables, orders));
                all.add(new Rates(rebuilt, scanned, put));
            }
            return all;
        }
    }

    private static void load(TestTables tables, int orders) {
        LoadPlan plan =
                new LoadPlan(1, orders, COMMITS, orders / 20, "rate", InstantSource.system());
        new Loader(
                        plan,
                        new DynamoDbEventStore(tables.client(), tables.tables()),
                        Pace.free(),
                        commits -> {})
                .run();
    }

    private static double perSecond(long items, Runnable work) {
        long startedNanos = System.nanoTime();
        work.run();
        return items * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startedNanos);
    }

    private static long scan(TestTables tables) {
        AllCommits commits = new DynamoDbAllCommits(tables.client(), tables.tables());
        AtomicLong read = new AtomicLong();
        AtOnce.virtualThreads()
                .run(
                        Segment.all(SEGMENTS).stream()
                                .<Runnable>map(segment -> () -> scan(commits, segment, read))
                                .toList());
        return read.get();
    }

    private static void scan(AllCommits commits, Segment segment, AtomicLong read) {
        Optional<Place> after = Optional.empty();
        do {
            AllCommits.Page page = commits.read(segment, after.orElse(null));
            read.addAndGet(page.doorbells().size());
            after = page.next();
        } while (after.isPresent());
    }

    private static void rebuild(TestTables tables) {
        Workbench workbench =
                new Workbench(
                        tables.client(),
                        tables.tables(),
                        new OperationsSettings(Duration.ZERO, Duration.ofMinutes(10)));
        String id = workbench.operations().startRebuild("benchmark").orElseThrow().id();
        workbench.operations().work(id, Duration.ofHours(1));
        Operation ended = workbench.operations().find(id).orElseThrow();
        if (ended.status() != Status.SUCCEEDED) {
            throw new IllegalStateException("expected success, got " + ended.result());
        }
    }

    /** Items of a view's size, under keys of their own beside the views. */
    private static void put(TestTables tables, int items) {
        String table = Tables.STANDARD.readModel(1).name();
        DynamoDbClient client = tables.client();
        for (int from = 0; from < items; from += PUTS_AT_ONCE) {
            List<Runnable> puts = new ArrayList<>();
            for (int n = from; n < Math.min(from + PUTS_AT_ONCE, items); n++) {
                Map<String, AttributeValue> item =
                        Map.of(
                                "pk", AttributeValue.fromS("BENCHMARK#" + n),
                                "sk", AttributeValue.fromS("VIEW"),
                                "details", AttributeValue.fromS("x".repeat(1_000)));
                puts.add(() -> client.putItem(put -> put.tableName(table).item(item)));
            }
            AtOnce.virtualThreads().run(puts);
        }
    }

    private static void print(List<Rates> all, PrintStream out) {
        for (Rates rates : all) {
            out.printf(
                    "commits rebuilt %.0f/s, commits scanned %.0f/s, views put %.0f/s%n",
                    rates.rebuilt(), rates.scanned(), rates.put());
        }
    }
}
