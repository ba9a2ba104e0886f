package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.Optional;

/**
 * Finds orders for their readers. A wait for somebody else's order lasts as long as one for an
 * order that is not there: nobody learns from it which ids there are.
 */
record AwaitedOrders(CurrentViews views, ReadYourWrites readYourWrites) {

    private static final OrderProjection PROJECTION = new OrderProjection();

    Optional<Versioned<OrderView>> find(OrderId id, OrderReader reader, Consistency consistency) {
        return views.get(consistency)
                .read(OrderKeys.view(id.value()), consistency)
                .map(view -> new Versioned<>(PROJECTION.read(view.body()), view.version()))
                .filter(order -> reader.sees(order.value()));
    }

    /** The awaited order; a stream of another category is awaited like an order of nobody. */
    Answer<Optional<Versioned<OrderView>>> await(OrderReader reader, Awaited awaited) {
        Optional<OrderId> id =
                awaited.stream().category().equals(OrderId.CATEGORY)
                        ? OrderId.find(awaited.stream().id())
                        : Optional.empty();
        return readYourWrites.await(
                awaited.timeout(),
                consistency -> id.flatMap(order -> find(order, reader, consistency)),
                found -> found.filter(order -> order.version() >= awaited.version()).isPresent());
    }
}
