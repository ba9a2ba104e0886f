package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;

/** An address as a document, in events and views alike. */
final class AddressDocument {

    private AddressDocument() {}

    static Fields write(ShippingAddress address) {
        return Document.fields()
                .put("name", address.name())
                .put("line1", address.line1())
                .put("line2", address.line2())
                .put("city", address.city())
                .put("postal_code", address.postalCode())
                .put("region", address.region())
                .put("country", address.country())
                .build();
    }

    static ShippingAddress read(Fields data) {
        return new ShippingAddress(
                data.textOrNull("name"),
                data.text("line1"),
                data.textOrNull("line2"),
                data.text("city"),
                data.textOrNull("postal_code"),
                data.textOrNull("region"),
                data.text("country"));
    }
}
