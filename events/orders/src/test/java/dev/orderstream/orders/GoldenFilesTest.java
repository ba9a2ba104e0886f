package dev.orderstream.orders;

import static java.util.Map.entry;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.orders.Order.Absent;
import dev.orderstream.orders.Order.Placed;
import dev.orderstream.orders.Order.Reservation;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.testkit.GoldenFilesContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

class GoldenFilesTest extends GoldenFilesContract<Order, OrderEvent> {

    @Override
    protected Class<OrderEvent> eventType() {
        return OrderEvent.class;
    }

    @Override
    protected EventCodec<OrderEvent> events() {
        return OrderEvent.CODEC;
    }

    @Override
    protected StateCodec<Order> states() {
        return OrderStateDocument.CODEC;
    }

    @Override
    protected Map<String, OrderEvent> goldenEvents() {
        return Map.ofEntries(
                entry(
                        "OrderCreated.v1.json",
                        new OrderCreated(
                                Samples.ID,
                                Samples.CUSTOMER,
                                "Zoë Groß",
                                Samples.EUR,
                                new ShippingAddress(
                                        "Zoë Groß",
                                        "Straße 1",
                                        "3rd floor",
                                        "Köln",
                                        "50667",
                                        "NRW",
                                        "DE"))),
                entry(
                        "OrderCreated.v1-minimal.json",
                        new OrderCreated(
                                Samples.ID,
                                Samples.CUSTOMER,
                                null,
                                Samples.JPY,
                                new ShippingAddress(
                                        null, "1-1 Chiyoda", null, "東京", null, null, "JP"))),
                entry("OrderItemAdded.v1.json", added(1, "sku-1", 2, "25.20")),
                entry(
                        "OrderItemAdded.v1-extremes.json",
                        added(123, "A.z_0~9-", 1_000_000, "999999999.99")),
                entry("OrderItemAdded.v1-round.json", added(10, "sku-1", 1_000, "1000.00")),
                entry("OrderItemAdded.v1-free.json", added(2, "gift", 1, "0.00")),
                entry("OrderItemAdded.v2.json", added(1, "sku-1", 2, "25.20", 2)),
                entry("OrderItemAdded.v2-uncounted.json", added(1, "sku-1", 2, "25.20", 0)),
                entry(
                        "OrderItemAdded.v2-extremes.json",
                        added(123, "A.z_0~9-", 1_000_000, "999999999.99", 1_000_000)),
                entry("OrderItemRemoved.v1.json", new OrderItemRemoved(2)),
                entry("OrderShipped.v1.json", new OrderShipped("DHL", "00340434161094022115")),
                entry("OrderShipped.v1-bare.json", new OrderShipped(null, null)),
                entry("OrderDelivered.v1.json", new OrderDelivered()),
                entry("OrderCancelled.v1.json", new OrderCancelled("changed my mind")),
                entry("OrderCancelled.v1-bare.json", new OrderCancelled(null)));
    }

    @Override
    protected Map<String, Order> goldenStates() {
        return Map.of(
                "Order.snapshot.v3.json",
                placed(null, 4, 1, 3),
                "Order.snapshot.v3-absent.json",
                new Absent(),
                "Order.snapshot.v3-empty.json",
                placed(null, 3),
                "Order.snapshot.v3-shipped.json",
                placed(new StatusChange.Ship("DHL", "00340434161094022115"), 3, 1, 2),
                "Order.snapshot.v3-shipped-bare.json",
                placed(new StatusChange.Ship(null, null), 2, 1),
                "Order.snapshot.v3-delivered.json",
                placed(new StatusChange.Deliver(), 2, 1),
                "Order.snapshot.v3-cancelled.json",
                placed(new StatusChange.Cancel("changed my mind"), 2, 1),
                "Order.snapshot.v3-cancelled-bare.json",
                placed(new StatusChange.Cancel(null), 2, 1),
                "Order.snapshot.v3-reserved.json",
                new Placed(
                        Samples.CUSTOMER,
                        Samples.EUR,
                        null,
                        new TreeSet<>(List.of(1, 3)),
                        4,
                        new TreeMap<>(
                                Map.of(
                                        1, new Reservation(new ProductId("sku-1"), 2),
                                        3, new Reservation(new ProductId("sku-2"), 1)))));
    }

    private static Order placed(@Nullable StatusChange last, int nextLine, Integer... lines) {
        return new Placed(
                Samples.CUSTOMER,
                Samples.EUR,
                last,
                new TreeSet<>(List.of(lines)),
                nextLine,
                new TreeMap<>());
    }

    private static OrderEvent added(int line, String product, int pieces, String price) {
        return added(line, product, pieces, price, 0);
    }

    private static OrderEvent added(
            int line, String product, int pieces, String price, int reserved) {
        return Samples.added(line, Samples.item(product, pieces, price), reserved);
    }
}
