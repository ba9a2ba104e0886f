package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Query;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked about stock. */
public sealed interface StockQuery {

    /** The stock of one product; nothing while nobody has counted it. */
    record FindStock(ProductId productId, @Nullable Awaited awaited)
            implements StockQuery, Query<Answer<Optional<Versioned<Stock.Counted>>>> {}
}
