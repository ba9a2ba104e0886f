package dev.orderstream.orders;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.testkit.GoldenFilesContract;
import java.nio.file.Path;
import java.util.Map;

class StockGoldenFilesTest extends GoldenFilesContract<Stock, StockEvent> {

    @Override
    protected Path folder() {
        return Path.of("src", "test", "resources", "golden-stock");
    }

    @Override
    protected Class<StockEvent> eventType() {
        return StockEvent.class;
    }

    @Override
    protected EventCodec<StockEvent> events() {
        return StockEvent.CODEC;
    }

    @Override
    protected StateCodec<Stock> states() {
        return StockCommands.STATES;
    }

    @Override
    protected Map<String, StockEvent> goldenEvents() {
        return Map.of(
                "StockCounted.v1.json",
                new StockCounted(100),
                "StockCounted.v1-none.json",
                new StockCounted(0),
                "StockCounted.v1-most.json",
                new StockCounted(1_000_000_000),
                "StockAdjusted.v1.json",
                new StockAdjusted(-3, 97, "broken on the way"),
                "StockAdjusted.v1-bare.json",
                new StockAdjusted(1_000_000_000, 1_000_000_000, null),
                "StockReserved.v1.json",
                new StockReserved(Samples.ID, 2),
                "StockReleased.v1.json",
                new StockReleased(Samples.ID, 50_000_000));
    }

    @Override
    protected Map<String, Stock> goldenStates() {
        return Map.of(
                "Stock.snapshot.v1.json",
                new Counted(97),
                "Stock.snapshot.v1-none.json",
                new Counted(0),
                "Stock.snapshot.v1-more.json",
                new Counted(3_000_000_000L),
                "Stock.snapshot.v1-never-counted.json",
                new NeverCounted());
    }
}
