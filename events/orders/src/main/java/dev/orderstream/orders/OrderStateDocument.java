package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.Order.Absent;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.Order.Reservation;
import dev.orderstream.orders.StatusChange.Cancel;
import dev.orderstream.orders.StatusChange.Deliver;
import dev.orderstream.orders.StatusChange.Ship;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order's state as the document of a snapshot, and back. */
final class OrderStateDocument {

    static final StateCodec<Order> CODEC =
            new StateCodec<>(
                    // 1 and 2 did not say whose the order is: it is read from its commits.
                    Schema.startingAt(3), OrderStateDocument::write, OrderStateDocument::read);

    private OrderStateDocument() {}

    private static Fields write(Order order) {
        return switch (order) {
            case Absent() -> Fields.NONE;
            case Placed placed ->
                    Document.fields()
                            .put("customer_id", placed.customerId().value())
                            .put("currency", placed.currency().code())
                            .put("status", placed.status().word())
                            .put("particulars", particulars(placed.lastChange()))
                            .put(
                                    "lines",
                                    placed.lines().stream().toList(),
                                    OrderStateDocument::line)
                            .put("next_line", placed.nextLine())
                            .put(
                                    "reservations",
                                    placed.reservations().entrySet().stream().toList(),
                                    OrderStateDocument::reservation)
                            .build();
        };
    }

    private static Fields line(int number) {
        return Document.fields().put("line", number).build();
    }

    private static Fields reservation(Map.Entry<Integer, Reservation> held) {
        return Document.fields()
                .put("line", held.getKey())
                .put("product_id", held.getValue().productId().value())
                .put("pieces", held.getValue().pieces())
                .build();
    }

    private static SortedMap<Integer, Reservation> reservations(Fields data) {
        SortedMap<Integer, Reservation> held = new TreeMap<>();
        data.list(
                        "reservations",
                        each ->
                                Map.entry(
                                        each.integer("line"),
                                        new Reservation(
                                                new ProductId(each.text("product_id")),
                                                each.integer("pieces"))))
                .forEach(each -> held.put(each.getKey(), each.getValue()));
        return held;
    }

    private static Fields particulars(@Nullable StatusChange change) {
        return switch (change) {
            case Ship(String carrier, String trackingNumber) ->
                    Document.fields()
                            .put("carrier", carrier)
                            .put("tracking_number", trackingNumber)
                            .build();
            case Cancel(String reason) -> Document.fields().put("reason", reason).build();
            case Deliver() -> Fields.NONE;
            case null -> Fields.NONE;
        };
    }

    private static Order read(Fields data) {
        if (!data.values().containsKey("currency")) {
            return new Absent();
        }
        return new Placed(
                new CustomerId(data.text("customer_id")),
                OrderCurrency.stored(data.text("currency")),
                lastChange(data.text("status"), data.fields("particulars")),
                new TreeSet<>(data.list("lines", line -> line.integer("line"))),
                data.integer("next_line"),
                reservations(data));
    }

    private static @Nullable StatusChange lastChange(String word, Fields particulars) {
        OrderStatus status =
                OrderStatus.find(word).orElseThrow(() -> new UnreadableException("unknown status"));
        return switch (status) {
            case PENDING -> null;
            case SHIPPED ->
                    new Ship(
                            particulars.textOrNull("carrier"),
                            particulars.textOrNull("tracking_number"));
            case DELIVERED -> new Deliver();
            case CANCELLED -> new Cancel(particulars.textOrNull("reason"));
        };
    }
}
