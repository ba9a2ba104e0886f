package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.Doorbells;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbReadModels;
import dev.orderstream.dynamodb.ItemSize;
import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.runtime.FunctionSize;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testing.UnitMeter;
import dev.orderstream.testing.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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

    private final TestTables tables = new TestTables();
    private final UnitMeter meter = tables.meter();
    private final DynamoDbClient client = tables.client(meter);
    private Instant now = NOON;

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

    @AfterEach
    void stop() {
        client.close();
        tables.close();
    }

    @Test
    void the_page_for_operators_tells_what_heartbeats_cost_at_the_most() throws IOException {
        var events = new DynamoDbEventStore(client, tables.tables());
        var heartbeats = new DynamoDbHeartbeats(client, tables.tables());
        var sender = new HeartbeatSender(events, heartbeats, AtOnce.virtualThreads());
        var projector =
                new Projector(
                        new DynamoDbReadModels(
                                client, tables.tables(), Contention.system(), Projections.ALL),
                        heartbeats,
                        AtOnce.virtualThreads(),
                        () -> now);
        sender.send(heartbeats.read(), now);
        now = NOON.plusSeconds(60);
        meter.take();

        sender.send(heartbeats.read(), now);
        UnitMeter.Taken tick = meter.take();
        List<Map<String, AttributeValue>> beats = newestHeartbeats();
        // Each in a batch of its own, as on a table with as many shards.
        beats.stream()
                .map(beat -> Doorbells.read(BigInteger.ONE, beat).orElseThrow())
                .forEach(bell -> projector.project(List.of(bell)));
        UnitMeter.Taken arrivals = meter.take();

        assertThat(tick.operations())
                .as("the notes are read, heartbeats are sent and noted")
                .containsOnly("Query", "PutItem")
                .hasSize(18);
        assertThat(tick.units()).isEqualTo(new Units(0.5, 17, 0));
        assertThat(arrivals.operations())
                .as("the generations are read, the arrival is noted")
                .containsOnly("GetItem", "UpdateItem")
                .hasSize(32);
        assertThat(arrivals.units()).isEqualTo(new Units(16, 16, 0));

        Units units = tick.units().plus(arrivals.units());
        double bytes = beats.stream().mapToInt(beat -> ItemSize.of(beat) + OVERHEAD_BYTES).sum();
        double seconds = beats.size() * SECONDS * FunctionSize.MEMORY_MB / 1_024.0;
        List<Price> prices =
                List.of(
                        new Price("write units", units.writes(), 0.625),
                        new Price("read units", units.reads(), 0.125),
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

    private List<Map<String, AttributeValue>> newestHeartbeats() {
        List<Map<String, AttributeValue>> newest =
                tables
                        .client()
                        .scan(scan ->
                                scan.tableName(tables.tables().events().name())
                                        .consistentRead(true))
                        .items()
                        .stream()
                        .filter(item -> item.get("version").n().equals("2"))
                        .toList();
        assertThat(newest).hasSize(16);
        return newest;
    }

    /** Without a fraction of zero. */
    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
