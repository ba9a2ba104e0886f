package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;

/** What happened to a customer's profile. Whose it is, is the stream's name. */
public sealed interface CustomerEvent {

    /** The stored names and schemas. */
    EventCodec<CustomerEvent> CODEC =
            new EventCodec<CustomerEvent>()
                    .with(
                            "CustomerNamed",
                            Schema.first(),
                            CustomerNamed.class,
                            CustomerNamed::write,
                            CustomerNamed::read);

    /** The customer got a name, at first or another one. */
    record CustomerNamed(String name) implements CustomerEvent {

        private Fields write() {
            return Document.fields().put("name", name).build();
        }

        private static CustomerNamed read(Fields data) {
            return new CustomerNamed(data.text("name"));
        }
    }
}
