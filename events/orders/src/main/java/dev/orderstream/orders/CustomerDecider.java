package dev.orderstream.orders;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import java.util.Optional;

/** The rules of a customer's profile: whatever is said of it last is so. */
public final class CustomerDecider
        implements Decider<CustomerCommand, Customer, CustomerEvent, CustomerRejection> {

    @Override
    public Customer initial() {
        return Customer.UNKNOWN;
    }

    /** The same name again is an event as well: so every command can be repeated by its key. */
    @Override
    public Decision<CustomerEvent, CustomerRejection> decide(
            CustomerCommand command, Customer state) {
        return switch (command) {
            case NameCustomer named -> Decision.accept(new CustomerNamed(named.name()));
        };
    }

    /** The customer whose profile it is, once it exists. */
    @Override
    public Optional<String> owner(StreamId stream, Customer state) {
        return Optional.ofNullable(state.name()).map(named -> stream.id());
    }

    @Override
    public boolean exists(CustomerCommand command, Customer state) {
        return switch (command) {
            case NameCustomer named -> state.name() != null;
        };
    }

    @Override
    public Customer evolve(Customer state, CustomerEvent event) {
        return switch (event) {
            case CustomerNamed(String name) -> new Customer(name);
        };
    }
}
