package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.Stock.Counted;
import org.jspecify.annotations.Nullable;

/** Folds the commits of a stock into its view, which shows what the rules know. */
public final class StockProjection implements Projection<Counted> {

    private static final StockDecider RULES = new StockDecider();

    @Override
    public String category() {
        return Stock.CATEGORY;
    }

    @Override
    public EventCodec<StockEvent> events() {
        return StockEvent.CODEC;
    }

    @Override
    public ViewKey key(String id) {
        return new ViewKey("STOCK", id, "VIEW");
    }

    @Override
    public Counted evolve(@Nullable Counted view, Commit commit) {
        Counted folded = view;
        for (StockEvent event : StockEvent.CODEC.decode(commit).toList()) {
            folded = RULES.evolve(folded == null ? RULES.initial() : folded, event);
        }
        if (folded == null) {
            throw new UnreadableException("a commit without events");
        }
        return folded;
    }

    @Override
    public ViewBody write(Counted view) {
        return new ViewBody(StockDocument.write(view.available()), Fields.NONE, null, null);
    }

    @Override
    public Counted read(ViewBody body) {
        return UnreadableException.unless(
                "a stored view", () -> StockDocument.read(body.summary()));
    }
}
