package dev.orderstream.orders;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Outcome;
import org.jspecify.annotations.Nullable;

/** What can be asked of a product's stock. */
public sealed interface StockCommand extends Command<Outcome<Stock, StockEvent, StockRejection>> {

    int REASON_MAX = 100;

    ProductId productId();

    @Override
    default StreamId stream() {
        return productId().stock();
    }

    /** A product may have been counted before, or not: nobody has to know. */
    @Override
    default boolean opensStream() {
        return false;
    }

    /** So many pieces may be sold from now on, whatever was known before. */
    record CountStock(ProductId productId, Available available, Envelope envelope)
            implements StockCommand {}

    /** Pieces came or went. */
    record AdjustStock(
            ProductId productId, StockDelta delta, @Nullable String reason, Envelope envelope)
            implements StockCommand {
        public AdjustStock {
            Texts.checkOptional(reason, REASON_MAX);
        }
    }
}
