package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.ItemSize;
import dev.orderstream.local.mapping.Batches;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.runtime.FunctionSize;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testing.UnitMeter;
import dev.orderstream.testing.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What heartbeats cost, as the page for operators has it: each number is computed here again. */
class HeartbeatCostsTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "operate.md");

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000Z");

    /** Of an average year. */
    private static final int MINUTES_A_MONTH = 43_830;

    /** What DynamoDB adds to each item that it stores. */
    private static final int OVERHEAD_BYTES = 100;

    /** Of a call: an assumption, the same as for orders. */
    private static final double SECONDS = 0.05;

    /** Of a call's lines in the log: an assumption, too. */
    private static final double LOG_KB = 1.4;

    private static TestTables tables;
    private static UnitMeter ticks;
    private static UnitMeter arrivals;
    private static OperationsFunction operations;
    private static ProjectorFunction projector;
    private static Instant now = NOON;

    /** What is paid for, a minute. */
    private record Price(String unit, double perMinute, double dollarsOfAMillion) {

        double perMonth() {
            return perMinute * MINUTES_A_MONTH / 1_000_000 * dollarsOfAMillion;
        }

        String row() {
            return String.format(
                    Locale.ROOT, "| %s | %s | $%.2f |", unit, plain(perMinute), perMonth());
        }
    }

    @BeforeAll
    static void start() {
        tables = new TestTables();
        ticks = tables.meter();
        arrivals = tables.meter();
        InstantSource clock = () -> now;
        operations =
                new OperationsFunction(TestClock.in(tables.properties("none", ticks), clock));
        projector =
                new ProjectorFunction(TestClock.in(tables.properties("none", arrivals), clock));
    }

    @AfterAll
    static void stop() {
        projector.close();
        operations.close();
        tables.close();
    }

    @Test
    void the_page_for_operators_tells_what_heartbeats_cost_at_the_most() throws IOException {
        operations.handleRequest(OperationsFunction.TICK, null);
        now = NOON.plusSeconds(60);
        ticks.take();
        operations.handleRequest(OperationsFunction.TICK, null);
        UnitMeter.Taken tick = ticks.take();
        List<Map<String, AttributeValue>> beats =
                tables.client()
                        .scan(scan -> scan.tableName(tables.tables().events().name()))
                        .items()
                        .stream()
                        .filter(item -> item.get("version").n().equals("2"))
                        .toList();
        // Each in a batch of its own, as on a table with as many shards.
        beats.forEach(beat -> projector.handleRequest(Batches.ofInserts(List.of(beat)), null));
        UnitMeter.Taken arrived = arrivals.take();

        assertThat(beats).hasSize(16);
        assertThat(tick.operations()).filteredOn("PutItem"::equals).hasSize(17);
        assertThat(tick.units().writes()).as("heartbeats, and a note of them").isEqualTo(17);
        assertThat(arrived.operations()).filteredOn("UpdateItem"::equals).hasSize(16);
        assertThat(arrived.units()).isEqualTo(new Units(16, 16, 0));

        double bytes =
                beats.stream().mapToInt(beat -> ItemSize.of(beat) + OVERHEAD_BYTES).sum();
        double seconds = beats.size() * SECONDS * FunctionSize.MEMORY_MB / 1_024.0;
        // Half a read unit of the tick's is the query for the notes.
        double reads = arrived.units().reads() + 0.5;
        List<Price> prices =
                List.of(
                        new Price("write units", tick.units().writes() + 16, 0.625),
                        new Price("read units", reads, 0.125),
                        new Price("Lambda invocations", beats.size(), 0.20),
                        new Price("GB-seconds", seconds, 13.3334),
                        new Price("KB of logs", beats.size() * LOG_KB, 0.50),
                        new Price("KB stored for a month", bytes / 1_000, 0.25),
                        new Price("KB in backups for a month", bytes / 1_000, 0.20));
        double total = prices.stream().mapToDouble(Price::perMonth).sum();
        assertThat(Files.readString(PAGE))
                .contains(prices.stream().map(Price::row).toList())
                .contains(String.format(Locale.ROOT, "| in all | | $%.2f |", total))
                .contains(
                        String.format(
                                Locale.ROOT,
                                "%.2f GB a month",
                                bytes * MINUTES_A_MONTH / 1_000_000_000));
    }

    /** Without a fraction of zero. */
    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
