package dev.orderstream.orders;

import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.orders.Order.Absent;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderRejection.AlreadyCreated;
import dev.orderstream.orders.OrderRejection.InvalidTransition;
import dev.orderstream.orders.OrderRejection.LineNotFound;
import dev.orderstream.orders.OrderRejection.NotFound;
import dev.orderstream.orders.OrderRejection.PriceTooPrecise;
import dev.orderstream.orders.StatusChange.Cancel;
import dev.orderstream.orders.StatusChange.Deliver;
import dev.orderstream.orders.StatusChange.Ship;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of an order. */
public final class OrderDecider
        implements Decider<OrderCommand, Order, OrderEvent, OrderRejection> {

    @Override
    public Order initial() {
        return new Absent();
    }

    @Override
    public Decision<OrderEvent, OrderRejection> decide(OrderCommand command, Order state) {
        return switch (state) {
            case Absent() ->
                    command instanceof CreateOrder create
                            ? create(create)
                            : Decision.reject(new NotFound());
            case Placed order -> change(command, order);
        };
    }

    private static Decision<OrderEvent, OrderRejection> change(OrderCommand command, Placed order) {
        return switch (command) {
            case CreateOrder create -> Decision.reject(new AlreadyCreated());
            case AddOrderItem add -> add(add.item(), order);
            case RemoveOrderItem remove -> remove(remove.line(), order);
            case UpdateOrderStatus update -> move(update.change(), order);
            case CancelOrder cancel -> move(new Cancel(cancel.reason()), order);
        };
    }

    private static Decision<OrderEvent, OrderRejection> create(CreateOrder create) {
        List<OrderEvent> events = new ArrayList<>();
        events.add(
                new OrderCreated(
                        create.orderId(),
                        create.customerId(),
                        null,
                        create.currency(),
                        create.shippingAddress()));
        for (NewItem item : create.items()) {
            events.add(added(events.size(), item));
        }
        return new Decision.Accepted<>(events);
    }

    private static Decision<OrderEvent, OrderRejection> add(NewItem item, Placed order) {
        if (order.status() != OrderStatus.PENDING) {
            return forbid(order, "items change only while an order is pending");
        }
        if (!order.currency().fits(item.unitPrice())) {
            return Decision.reject(new PriceTooPrecise(order.currency()));
        }
        if (order.lines().size() == OrderCommand.LINES_MAX) {
            return forbid(order, "an order has at most %d lines".formatted(OrderCommand.LINES_MAX));
        }
        return Decision.accept(added(order.nextLine(), item));
    }

    private static Decision<OrderEvent, OrderRejection> remove(int line, Placed order) {
        if (!order.lines().contains(line)) {
            return Decision.reject(new LineNotFound(line));
        }
        if (order.status() != OrderStatus.PENDING) {
            return forbid(order, "items change only while an order is pending");
        }
        if (order.lines().size() == 1) {
            return forbid(order, "the last line stays; cancel the order instead");
        }
        return Decision.accept(new OrderItemRemoved(line));
    }

    private static Decision<OrderEvent, OrderRejection> move(StatusChange change, Placed order) {
        StatusChange last = order.lastChange();
        if (last != null && last.status() == change.status()) {
            return agrees(change, last)
                    ? Decision.unchanged()
                    : forbid(order, "the order has this status already, with other particulars");
        }
        OrderStatus needed = change instanceof Deliver ? OrderStatus.SHIPPED : OrderStatus.PENDING;
        if (order.status() != needed) {
            return forbid(
                    order,
                    "only a %s order can become %s"
                            .formatted(needed.word(), change.status().word()));
        }
        return Decision.accept(
                switch (change) {
                    case Ship(String carrier, String trackingNumber) ->
                            new OrderShipped(carrier, trackingNumber);
                    case Deliver() -> new OrderDelivered();
                    case Cancel(String reason) -> new OrderCancelled(reason);
                });
    }

    /**
     * True where a change asks for nothing that the last one, of the same status, did not bring.
     */
    private static boolean agrees(StatusChange change, StatusChange last) {
        return switch (change) {
            case Ship(String carrier, String trackingNumber) ->
                    last instanceof Ship shipped
                            && sameOrSilent(carrier, shipped.carrier())
                            && sameOrSilent(trackingNumber, shipped.trackingNumber());
            case Deliver() -> true;
            case Cancel(String reason) ->
                    last instanceof Cancel cancelled && sameOrSilent(reason, cancelled.reason());
        };
    }

    private static boolean sameOrSilent(@Nullable String asked, @Nullable String stored) {
        return asked == null || asked.equals(stored);
    }

    private static OrderItemAdded added(int line, NewItem item) {
        return new OrderItemAdded(line, item.productId(), item.quantity(), item.unitPrice());
    }

    private static Decision<OrderEvent, OrderRejection> forbid(Placed order, String detail) {
        return Decision.reject(new InvalidTransition(order.status(), detail));
    }

    @Override
    public Order evolve(Order state, OrderEvent event) {
        return switch (state) {
            case Absent() -> {
                if (event instanceof OrderCreated created) {
                    yield Placed.first(created.currency());
                }
                throw new UnreadableException("the first event of an order creates it");
            }
            case Placed order -> evolve(order, event);
        };
    }

    private static Placed evolve(Placed order, OrderEvent event) {
        return switch (event) {
            case OrderCreated created ->
                    throw new UnreadableException("an order is created only once");
            case OrderItemAdded added -> order.with(added.line());
            case OrderItemRemoved removed -> order.without(removed.line());
            case OrderShipped(String carrier, String trackingNumber) ->
                    order.after(new Ship(carrier, trackingNumber));
            case OrderDelivered() -> order.after(new Deliver());
            case OrderCancelled(String reason) -> order.after(new Cancel(reason));
        };
    }
}
