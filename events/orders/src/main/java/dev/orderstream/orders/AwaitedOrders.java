package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.CurrentViews;
import dev.orderstream.eventsourcing.view.ReadYourWrites;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.Optional;

/**
 * Finds orders for their readers. A wait for another customer's order ends as one for an order that
 * does not exist, after the same requests: no caller learns from it which ids exist.
 */
record AwaitedOrders(CurrentViews views, ReadYourWrites readYourWrites) {

    private static final OrderProjection PROJECTION = new OrderProjection();

    Optional<Versioned<OrderView>> find(OrderId id, OrderReader reader, Consistency consistency) {
        return views.get(consistency)
                .read(OrderKeys.view(id.value()), consistency)
                .map(view -> new Versioned<>(PROJECTION.read(view.body()), view.version()))
                .filter(order -> reader.sees(order.value()));
    }

    /** The awaited order. Only the stream of an order is waited for. */
    Answer<Optional<Versioned<OrderView>>> await(OrderReader reader, Awaited awaited) {
        Optional<OrderId> id =
                Optional.of(awaited.stream())
                        .filter(stream -> stream.category().equals(OrderId.CATEGORY))
                        .flatMap(stream -> OrderId.find(stream.id()));
        return id.map(order -> await(order, reader, awaited))
                .orElseGet(() -> new Answer<>(Optional.empty(), false));
    }

    private Answer<Optional<Versioned<OrderView>>> await(
            OrderId id, OrderReader reader, Awaited awaited) {
        return readYourWrites.await(
                awaited,
                reader.visible(),
                consistency -> find(id, reader, consistency),
                found -> found.filter(order -> order.version() >= awaited.version()).isPresent());
    }
}
