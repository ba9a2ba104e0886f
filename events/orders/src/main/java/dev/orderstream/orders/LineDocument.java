package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;

/** A line as a document, in events and views alike. */
final class LineDocument {

    private LineDocument() {}

    static Fields write(OrderLine line) {
        return Document.fields()
                .put("line", line.line())
                .put("product_id", line.productId().value())
                .put("quantity", line.quantity().pieces())
                .put("unit_price", line.unitPrice().amount())
                .build();
    }

    static OrderLine read(Fields data) {
        return new OrderLine(
                data.integer("line"),
                new ProductId(data.text("product_id")),
                Quantity.of(data.decimal("quantity")),
                new UnitPrice(data.decimal("unit_price")));
    }
}
