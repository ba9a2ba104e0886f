package dev.orderstream.orders;

import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.testkit.Commits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order and its customer, and short words for what can be done with it. */
final class Samples {

    static final OrderId ID = new OrderId("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    static final CustomerId CUSTOMER = new CustomerId("c-1");
    static final OrderCurrency EUR = new OrderCurrency("EUR");
    static final OrderCurrency JPY = new OrderCurrency("JPY");
    static final OrderCurrency KWD = new OrderCurrency("KWD");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");
    static final ShippingAddress ADDRESS =
            new ShippingAddress("Zoë Groß", "Straße 1", null, "Köln", "50667", null, "DE");

    private Samples() {}

    static Envelope envelope() {
        return envelope(NOON);
    }

    static Envelope envelope(Instant issuedAt) {
        return new Envelope(Commits.origin(), issuedAt, null);
    }

    static NewItem item(String product, int pieces, String price) {
        return new NewItem(
                new ProductId(product), new Quantity(pieces), new UnitPrice(new BigDecimal(price)));
    }

    static List<NewItem> items(int count) {
        return Collections.nCopies(count, item("sku-1", 1, "1.00"));
    }

    static CreateOrder place(OrderCurrency currency, List<NewItem> items) {
        return new CreateOrder(ID, CUSTOMER, currency, items, ADDRESS, envelope());
    }

    static CreateOrder place(NewItem... items) {
        return place(EUR, List.of(items));
    }

    static AddOrderItem add(NewItem item) {
        return new AddOrderItem(ID, item, envelope());
    }

    static RemoveOrderItem remove(int line) {
        return new RemoveOrderItem(ID, line, envelope());
    }

    static UpdateOrderStatus ship(@Nullable String carrier, @Nullable String trackingNumber) {
        return update(new StatusChange.Ship(carrier, trackingNumber));
    }

    static UpdateOrderStatus ship() {
        return ship(null, null);
    }

    static UpdateOrderStatus deliver() {
        return update(new StatusChange.Deliver());
    }

    static UpdateOrderStatus update(StatusChange change) {
        return new UpdateOrderStatus(ID, change, envelope());
    }

    static CancelOrder cancel(@Nullable String reason) {
        return new CancelOrder(ID, reason, envelope());
    }

    static CancelOrder cancel() {
        return cancel(null);
    }

    static OrderCreated created(OrderCurrency currency) {
        return new OrderCreated(ID, CUSTOMER, null, currency, ADDRESS);
    }

    static OrderItemAdded added(int line, NewItem item) {
        return added(line, item, 0);
    }

    static OrderItemAdded added(int line, NewItem item, int reserved) {
        return new OrderItemAdded(
                line, item.productId(), item.quantity(), item.unitPrice(), reserved);
    }

    /** An order of so many equal lines, with more that happened to it since. */
    static List<OrderEvent> placed(int lines, OrderEvent... since) {
        return placed(EUR, lines, since);
    }

    static List<OrderEvent> placed(OrderCurrency currency, int lines, OrderEvent... since) {
        List<OrderEvent> events = new ArrayList<>(List.of(created(currency)));
        for (int line = 1; line <= lines; line++) {
            events.add(added(line, item("sku-1", 1, "1")));
        }
        events.addAll(List.of(since));
        return events;
    }
}
