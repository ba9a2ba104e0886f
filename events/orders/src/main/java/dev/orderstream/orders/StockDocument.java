package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.Stock.Counted;

/** A counted stock as a document, in snapshots and views alike. */
final class StockDocument {

    private StockDocument() {}

    static Fields write(long available) {
        return Document.fields().put("available", available).build();
    }

    static Counted read(Fields data) {
        try {
            return new Counted(data.decimal("available").longValueExact());
        } catch (ArithmeticException e) {
            throw new UnreadableException("field available: expected a whole number", e);
        }
    }
}
