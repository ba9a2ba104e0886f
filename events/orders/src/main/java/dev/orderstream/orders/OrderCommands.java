package dev.orderstream.orders;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;

/** Carries out the commands of orders. */
public final class OrderCommands {

    /** After so many commits of an order there is a snapshot again. */
    private static final int SNAPSHOT_EVERY = 50;

    private static final int CHANGES_KNOWN = 100;

    /**
     * An order takes so many commits. Only a change of its status, which it can have twice at most,
     * is carried out after that: its stock must not be held for ever.
     */
    public static final int COMMITS_MAX = 5_000;

    private OrderCommands() {}

    static Aggregate<OrderCommand, Order, OrderEvent, OrderRejection> aggregate(
            Inventory inventory) {
        return new Aggregate<>(
                new OrderDecider(inventory),
                OrderEvent.CODEC,
                OrderStateDocument.CODEC,
                SNAPSHOT_EVERY,
                CHANGES_KNOWN,
                COMMITS_MAX);
    }

    /**
     * Registers the handlers of all commands.
     *
     * @param atOnce how an order's stocks are read
     */
    public static CommandBus register(
            CommandBus bus, EventStore store, Pacing pacing, Inventory inventory, AtOnce atOnce) {
        var loop = new CommandLoop<>(aggregate(inventory), store, pacing, atOnce);
        return bus.with(CreateOrder.class, loop)
                .with(AddOrderItem.class, loop)
                .with(RemoveOrderItem.class, loop)
                .with(UpdateOrderStatus.class, loop)
                .with(CancelOrder.class, loop);
    }
}
