package dev.orderstream.orders;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.testkit.GoldenFilesContract;
import java.nio.file.Path;
import java.util.Map;

class CustomerGoldenFilesTest extends GoldenFilesContract<Customer, CustomerEvent> {

    @Override
    protected Path folder() {
        return Path.of("src", "test", "resources", "golden-customers");
    }

    @Override
    protected Class<CustomerEvent> eventType() {
        return CustomerEvent.class;
    }

    @Override
    protected EventCodec<CustomerEvent> events() {
        return CustomerEvent.CODEC;
    }

    @Override
    protected StateCodec<Customer> states() {
        return CustomerCommands.STATES;
    }

    @Override
    protected Map<String, CustomerEvent> goldenEvents() {
        return Map.of("CustomerNamed.v1.json", new CustomerNamed("Zoë Groß"));
    }

    @Override
    protected Map<String, Customer> goldenStates() {
        return Map.of(
                "Customer.snapshot.v1.json",
                new Customer("Zoë Groß"),
                "Customer.snapshot.v1-unknown.json",
                Customer.UNKNOWN);
    }
}
