package dev.orderstream.orders;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.orders.StockRejection.NotCounted;
import dev.orderstream.orders.StockRejection.NotEnough;
import dev.orderstream.orders.StockRejection.TooMany;

/** The rules of a product's stock. */
public final class StockDecider
        implements Decider<StockCommand, Stock, StockEvent, StockRejection> {

    @Override
    public Stock initial() {
        return new NeverCounted();
    }

    /** The same count again is an event as well: so every command can be repeated by its key. */
    @Override
    public Decision<StockEvent, StockRejection> decide(StockCommand command, Stock state) {
        return switch (command) {
            case CountStock count -> Decision.accept(new StockCounted(count.available().pieces()));
            case AdjustStock adjust ->
                    switch (state) {
                        case NeverCounted() -> Decision.reject(new NotCounted());
                        case Counted(long available) -> adjust(adjust, available);
                    };
        };
    }

    private static Decision<StockEvent, StockRejection> adjust(AdjustStock adjust, long before) {
        int delta = adjust.delta().pieces();
        long after = before + delta;
        if (after < 0) {
            return Decision.reject(new NotEnough(before));
        }
        if (delta > 0 && after > Stock.PIECES_MAX) {
            return Decision.reject(new TooMany(before));
        }
        return Decision.accept(new StockAdjusted(delta, after, adjust.reason()));
    }

    @Override
    public boolean exists(StockCommand command, Stock state) {
        return switch (command) {
            case CountStock count -> state instanceof Counted;
            case AdjustStock adjust -> state instanceof Counted;
        };
    }

    @Override
    public Counted evolve(Stock state, StockEvent event) {
        return switch (event) {
            case StockCounted(int available) -> new Counted(available);
            case StockAdjusted adjusted -> new Counted(counted(state) + adjusted.delta());
            case StockReserved reserved -> new Counted(counted(state) - reserved.quantity());
            case StockReleased released -> new Counted(counted(state) + released.quantity());
        };
    }

    private static long counted(Stock state) {
        return switch (state) {
            case NeverCounted() ->
                    throw new UnreadableException("the first event of a stock counts it");
            case Counted(long available) -> available;
        };
    }
}
