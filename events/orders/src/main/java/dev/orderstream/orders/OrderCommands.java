package dev.orderstream.orders;

import dev.orderstream.eventsourcing.EventStore;
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

    private OrderCommands() {}

    public static CommandBus register(CommandBus bus, EventStore store, Pacing pacing) {
        var loop = new CommandLoop<>(new OrderDecider(), OrderEvent.CODEC, store, pacing);
        return bus.with(CreateOrder.class, loop)
                .with(AddOrderItem.class, loop)
                .with(RemoveOrderItem.class, loop)
                .with(UpdateOrderStatus.class, loop)
                .with(CancelOrder.class, loop);
    }
}
