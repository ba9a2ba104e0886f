package dev.orderstream.orders;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.JointDecider;
import dev.orderstream.orders.Order.Absent;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.Order.Reservation;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an order. It takes what it sells from the stock of its products, and its customer's
 * name when it is created.
 */
public final class OrderDecider
        implements JointDecider<OrderCommand, Order, OrderEvent, OrderRejection> {

    private final Inventory inventory;

    public OrderDecider(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public Order initial() {
        return new Absent();
    }

    @Override
    public List<Beside<?, ?>> beside(OrderCommand command, Order state) {
        return switch (state) {
            case Absent() -> command instanceof CreateOrder create ? beside(create) : List.of();
            case Placed order when order.status() == OrderStatus.PENDING -> beside(command, order);
            case Placed order -> List.of();
        };
    }

    private List<Beside<?, ?>> beside(CreateOrder create) {
        List<Beside<?, ?>> all = new ArrayList<>(inventory.of(create.items()));
        all.add(customer(create));
        return all;
    }

    private static Beside<Customer, ?> customer(CreateOrder create) {
        return new Beside<>(CustomerCommands.CUSTOMER, create.customerId().stream());
    }

    private List<Beside<?, ?>> beside(OrderCommand command, Placed order) {
        return switch (command) {
            case CreateOrder create -> List.of();
            case AddOrderItem add -> inventory.of(List.of(add.item()));
            case RemoveOrderItem remove -> Inventory.of(held(order, remove.line()));
            case UpdateOrderStatus update when update.change() instanceof Cancel ->
                    Inventory.of(order.reservations().values());
            case UpdateOrderStatus update -> List.of();
            case CancelOrder cancel -> Inventory.of(order.reservations().values());
        };
    }

    private static List<Reservation> held(Placed order, int line) {
        Reservation reservation = order.reservations().get(line);
        return reservation == null ? List.of() : List.of(reservation);
    }

    @Override
    public Decision<OrderEvent, OrderRejection> decide(
            OrderCommand command, Order state, States beside) {
        return switch (state) {
            case Absent() ->
                    command instanceof CreateOrder create
                            ? create(create, beside)
                            : Decision.reject(new NotFound());
            case Placed order -> change(command, order, beside);
        };
    }

    private Decision<OrderEvent, OrderRejection> change(
            OrderCommand command, Placed order, States beside) {
        return switch (command) {
            case CreateOrder create -> Decision.reject(new AlreadyCreated());
            case AddOrderItem add -> add(add, order, beside);
            case RemoveOrderItem remove -> remove(remove, order);
            case UpdateOrderStatus update -> move(update.orderId(), update.change(), order);
            case CancelOrder cancel -> move(cancel.orderId(), new Cancel(cancel.reason()), order);
        };
    }

    private Decision<OrderEvent, OrderRejection> create(CreateOrder create, States beside) {
        Inventory.Taken taken = inventory.take(create.orderId(), create.items(), beside);
        if (taken.shortage().isPresent()) {
            return Decision.reject(taken.shortage().get());
        }
        List<OrderEvent> events = new ArrayList<>();
        events.add(
                new OrderCreated(
                        create.orderId(),
                        create.customerId(),
                        beside.of(customer(create)).name(),
                        create.currency(),
                        create.shippingAddress()));
        for (NewItem item : create.items()) {
            events.add(added(events.size(), item, taken));
        }
        return new Decision.Accepted<>(events, taken.events());
    }

    private Decision<OrderEvent, OrderRejection> add(
            AddOrderItem add, Placed order, States beside) {
        NewItem item = add.item();
        if (order.status() != OrderStatus.PENDING) {
            return forbid(order, "items change only while an order is pending");
        }
        if (!order.currency().fits(item.unitPrice())) {
            return Decision.reject(new PriceTooPrecise(order.currency()));
        }
        if (order.lines().size() == OrderCommand.LINES_MAX) {
            return forbid(order, "an order has at most %d lines".formatted(OrderCommand.LINES_MAX));
        }
        Inventory.Taken taken = inventory.take(add.orderId(), List.of(item), beside);
        if (taken.shortage().isPresent()) {
            return Decision.reject(taken.shortage().get());
        }
        return new Decision.Accepted<>(
                List.of(added(order.nextLine(), item, taken)), taken.events());
    }

    private static Decision<OrderEvent, OrderRejection> remove(
            RemoveOrderItem remove, Placed order) {
        int line = remove.line();
        if (!order.lines().contains(line)) {
            return Decision.reject(new LineNotFound(line));
        }
        if (order.status() != OrderStatus.PENDING) {
            return forbid(order, "items change only while an order is pending");
        }
        if (order.lines().size() == 1) {
            return forbid(order, "the last line stays; cancel the order instead");
        }
        return new Decision.Accepted<>(
                List.of(new OrderItemRemoved(line)),
                Inventory.giveBack(remove.orderId(), held(order, line)));
    }

    private static Decision<OrderEvent, OrderRejection> move(
            OrderId id, StatusChange change, Placed order) {
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
        return switch (change) {
            case Ship(String carrier, String trackingNumber) ->
                    Decision.accept(new OrderShipped(carrier, trackingNumber));
            case Deliver() -> Decision.accept(new OrderDelivered());
            case Cancel(String reason) ->
                    new Decision.Accepted<>(
                            List.of(new OrderCancelled(reason)),
                            Inventory.giveBack(id, order.reservations().values()));
        };
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

    private static OrderItemAdded added(int line, NewItem item, Inventory.Taken taken) {
        return new OrderItemAdded(
                line, item.productId(), item.quantity(), item.unitPrice(), taken.reserved(item));
    }

    private static Decision<OrderEvent, OrderRejection> forbid(Placed order, String detail) {
        return Decision.reject(new InvalidTransition(order.status(), detail));
    }

    /** The customer that it was placed for. */
    @Override
    public Optional<String> owner(StreamId stream, Order state) {
        return switch (state) {
            case Absent() -> Optional.empty();
            case Placed order -> Optional.of(order.customerId().value());
        };
    }

    @Override
    public Order evolve(Order state, OrderEvent event) {
        return switch (state) {
            case Absent() -> {
                if (event instanceof OrderCreated created) {
                    yield Placed.first(created.customerId(), created.currency());
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
            case OrderItemAdded added -> order.with(added);
            case OrderItemRemoved removed -> order.without(removed.line());
            case OrderShipped(String carrier, String trackingNumber) ->
                    order.after(new Ship(carrier, trackingNumber));
            case OrderDelivered() -> order.after(new Deliver());
            case OrderCancelled(String reason) -> order.after(new Cancel(reason));
        };
    }
}
