package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderView.Placement;
import dev.orderstream.orders.OrderView.Progress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the commits of an order into its view. */
public final class OrderProjection implements Projection<OrderView> {

    @Override
    public String category() {
        return OrderId.CATEGORY;
    }

    @Override
    public EventCodec<OrderEvent> events() {
        return OrderEvent.CODEC;
    }

    @Override
    public ViewKey key(String id) {
        return OrderKeys.view(id);
    }

    @Override
    public OrderView evolve(@Nullable OrderView view, Commit commit) {
        OrderView folded = view;
        for (OrderEvent event : OrderEvent.CODEC.decode(commit).toList()) {
            folded = evolve(folded, event, commit.recordedAt());
        }
        if (folded == null) {
            throw new UnreadableException("a commit without events");
        }
        return folded.updatedAt(commit.recordedAt());
    }

    private static OrderView evolve(@Nullable OrderView view, OrderEvent event, Instant at) {
        if (view == null) {
            if (event instanceof OrderCreated created) {
                return created(created, at);
            }
            throw new UnreadableException("the first event of an order creates it");
        }
        return switch (event) {
            case OrderCreated created ->
                    throw new UnreadableException("an order is created only once");
            case OrderItemAdded added -> view.with(added.orderLine());
            case OrderItemRemoved(int line) -> view.without(line);
            case OrderShipped(String carrier, String trackingNumber) ->
                    view.with(view.progress().shipped(at, carrier, trackingNumber));
            case OrderDelivered() -> view.with(view.progress().delivered(at));
            case OrderCancelled(String reason) -> view.with(view.progress().cancelled(at, reason));
        };
    }

    private static OrderView created(OrderCreated created, Instant at) {
        return new OrderView(
                new Placement(
                        created.orderId(),
                        created.customerId(),
                        created.customerName(),
                        created.currency(),
                        created.shippingAddress(),
                        at),
                List.of(),
                Progress.PENDING,
                at);
    }

    @Override
    public ViewBody write(OrderView view) {
        return OrderViewDocument.write(view);
    }

    @Override
    public Tokens tokens(String id, OrderView view) {
        return OrderWords.found(view);
    }

    @Override
    public OrderView read(ViewBody body) {
        return UnreadableException.unless("a stored view", () -> OrderViewDocument.read(body));
    }
}
