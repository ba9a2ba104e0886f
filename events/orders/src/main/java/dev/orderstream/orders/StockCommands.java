package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;

/** Carries out the commands of stock. */
public final class StockCommands {

    /** Each commit has one, so that a load is one item. */
    private static final int SNAPSHOT_EVERY = 1;

    private static final int CHANGES_KNOWN = 10;

    static final StateCodec<Stock> STATES =
            new StateCodec<>(Schema.first(), StockCommands::write, StockCommands::read);

    static final Aggregate<StockCommand, Stock, StockEvent, StockRejection> STOCK =
            new Aggregate<>(
                    new StockDecider(), StockEvent.CODEC, STATES, SNAPSHOT_EVERY, CHANGES_KNOWN);

    private StockCommands() {}

    public static CommandBus register(CommandBus bus, EventStore store, Pacing pacing) {
        var loop = new CommandLoop<>(STOCK, store, pacing);
        return bus.with(CountStock.class, loop).with(AdjustStock.class, loop);
    }

    private static Fields write(Stock stock) {
        return switch (stock) {
            case NeverCounted() -> Fields.NONE;
            case Counted(long available) -> StockDocument.write(available);
        };
    }

    private static Stock read(Fields data) {
        return data.values().isEmpty() ? new NeverCounted() : StockDocument.read(data);
    }
}
