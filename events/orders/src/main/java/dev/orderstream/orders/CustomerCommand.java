package dev.orderstream.orders;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Outcome;

/** What can be asked of a customer's profile. */
public sealed interface CustomerCommand
        extends Command<Outcome<Customer, CustomerEvent, CustomerRejection>> {

    CustomerId customerId();

    @Override
    default StreamId stream() {
        return customerId().stream();
    }

    /** A profile is there, or not: nobody has to know. */
    @Override
    default boolean opensStream() {
        return false;
    }

    /** Give the customer a name. */
    record NameCustomer(CustomerId customerId, String name, Envelope envelope)
            implements CustomerCommand {
        public NameCustomer {
            Texts.check(name, Customer.NAME_MAX);
        }
    }
}
