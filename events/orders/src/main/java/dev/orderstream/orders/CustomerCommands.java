package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Pacing;
import dev.orderstream.orders.CustomerCommand.NameCustomer;

/** Carries out the commands of customers. */
public final class CustomerCommands {

    /** Each commit has one, so that a load is one item. */
    private static final int SNAPSHOT_EVERY = 1;

    private static final int CHANGES_KNOWN = 10;

    static final StateCodec<Customer> STATES =
            new StateCodec<>(
                    Schema.first(),
                    customer -> Document.fields().put("name", customer.name()).build(),
                    data -> new Customer(data.textOrNull("name")));

    static final Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRejection> CUSTOMER =
            new Aggregate<>(
                    new CustomerDecider(),
                    CustomerEvent.CODEC,
                    STATES,
                    SNAPSHOT_EVERY,
                    CHANGES_KNOWN);

    private CustomerCommands() {}

    public static CommandBus register(CommandBus bus, EventStore store, Pacing pacing) {
        return bus.with(NameCustomer.class, new CommandLoop<>(CUSTOMER, store, pacing));
    }
}
