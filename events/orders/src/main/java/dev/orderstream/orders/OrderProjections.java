package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Projection;
import java.util.List;

/** Every projection of this domain: what the projector folds. */
public final class OrderProjections {

    public static final List<Projection<?>> ALL =
            List.of(new OrderProjection(), new CustomerProjection(), new StockProjection());

    private OrderProjections() {}
}
