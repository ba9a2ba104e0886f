package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.torture.CommandTorture;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import dev.orderstream.testkit.torture.ProjectionTorture;
import dev.orderstream.testkit.torture.Tortured;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What people were told that they had counted, or brought or taken, is what is there in the end.
 */
class StockTortureTest {

    private static final int COMMANDS = 200;
    private static final int CLIENTS = 6;
    private static final int PRODUCTS = 4;
    private static final int PIECES = 20;
    private static final StockProjection PROJECTION = new StockProjection();

    /** Who knows all keys: here repeats come later than after ten others. */
    private static final Aggregate<StockCommand, Stock, StockEvent, StockRejection> PATIENT =
            new Aggregate<>(
                    StockCommands.STOCK.decider(),
                    StockCommands.STOCK.events(),
                    StockCommands.STOCK.states(),
                    StockCommands.STOCK.snapshotEvery(),
                    COMMANDS);

    @Test
    void no_pieces_are_lost_and_none_are_counted_twice() {
        Seeds.forEach(Seeds.runs(20, 1_000), (seed, random) -> torture(random));
    }

    private static void torture(RandomGenerator random) {
        var commanded =
                new CommandTorture<StockCommand, Stock, StockEvent, StockRejection>(
                                random,
                                PATIENT,
                                (store, pacing, atOnce) ->
                                        new CommandLoop<>(PATIENT, store, pacing),
                                () -> wish(random))
                        .run(CLIENTS, COMMANDS);
        Map<ProductId, NavigableMap<Long, StockCommand>> told = new HashMap<>();
        int commands = 0;
        for (var answered : commanded.answers()) {
            if (answered.outcome() instanceof Committed<?, ?, ?> committed) {
                told.computeIfAbsent(answered.command().productId(), id -> new TreeMap<>())
                        .put(committed.version(), answered.command());
                commands++;
            }
        }
        assertThat(commanded.commits()).as("one commit for each command").hasSize(commands);

        Tortured tortured = ProjectionTorture.of(Projections.ALL).run(commanded.commits(), random);

        told.forEach((id, byVersion) -> {
            View view =
                    tortured.views()
                            .read(PROJECTION.key(id.value()), Consistency.STRONG)
                            .orElseThrow();
            assertThat(view.version()).isEqualTo(byVersion.lastKey());
            assertThat(PROJECTION.read(view.body()).available()).isEqualTo(left(byVersion));
        });
    }

    private static long left(NavigableMap<Long, StockCommand> byVersion) {
        long left = 0;
        for (StockCommand command : byVersion.values()) {
            left =
                    switch (command) {
                        case CountStock count -> count.available().pieces();
                        case AdjustStock adjust -> left + adjust.delta().pieces();
                    };
            assertThat(left).as("never below 0").isNotNegative();
        }
        return left;
    }

    private static Wish<StockCommand> wish(RandomGenerator random) {
        ProductId id = new ProductId("sku-" + random.nextInt(PRODUCTS));
        int pieces = 1 + random.nextInt(PIECES);
        if (random.nextInt(10) == 0) {
            return envelope -> new CountStock(id, new Available(pieces), envelope);
        }
        StockDelta delta = new StockDelta(random.nextBoolean() ? pieces : -pieces);
        return envelope -> new AdjustStock(id, delta, null, envelope);
    }
}
