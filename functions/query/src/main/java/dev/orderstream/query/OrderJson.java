package dev.orderstream.query;

import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.orders.ListPart;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderDelivered;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderLine;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import dev.orderstream.orders.OrderQuery.OrderHistoryEntry;
import dev.orderstream.orders.OrderQuery.OrderPage;
import dev.orderstream.orders.OrderSearch.Found;
import dev.orderstream.orders.OrderSummary;
import dev.orderstream.orders.OrderView;
import dev.orderstream.orders.ShippingAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders as JSON. Money has the decimals of the order's currency. */
final class OrderJson {

    private OrderJson() {}

    static void order(JsonWriter json, Versioned<OrderView> found) {
        OrderView order = found.value();
        OrderSummary summary = order.summary();
        head(json, summary)
                .list("items", order.lines(), (item, line) -> line(item, line, summary.currency()))
                .object(
                        "shipping_address",
                        members -> address(members, order.placement().shippingAddress()))
                .time("created_at", summary.createdAt())
                .time("updated_at", summary.updatedAt())
                .time("shipped_at", summary.shippedAt())
                .time("delivered_at", order.progress().deliveredAt())
                .time("cancelled_at", order.progress().cancelledAt())
                .text("cancel_reason", order.progress().cancelReason())
                .text("carrier", order.progress().carrier())
                .text("tracking_number", order.progress().trackingNumber())
                .number("version", found.version());
    }

    /** A list by cursor is on no page. */
    static void page(
            JsonWriter json, OrderPage orders, ListPart part, @Nullable String nextCursor) {
        page(json, orders.rows(), orders.total(), part, nextCursor);
    }

    /** What was found, and whether the total is just that or where counting has stopped. */
    static void found(JsonWriter json, Found found, ListPart part, @Nullable String nextCursor) {
        page(json, found.rows(), found.count().total(), part, nextCursor);
        json.text("total_relation", found.count().exact() ? "eq" : "gte");
    }

    private static void page(
            JsonWriter json,
            List<Versioned<OrderSummary>> rows,
            long total,
            ListPart part,
            @Nullable String nextCursor) {
        json.list("items", rows, OrderJson::row).number("total", total);
        switch (part) {
            case ListPart.Page page -> json.number("page", page.number());
            case ListPart.After after -> json.nothing("page");
        }
        json.number("page_size", part.size())
                .number("total_pages", Math.ceilDiv(total, (long) part.size()))
                .text("next_cursor", nextCursor);
    }

    private static void row(JsonWriter json, Versioned<OrderSummary> row) {
        head(json, row.value())
                .time("created_at", row.value().createdAt())
                .time("updated_at", row.value().updatedAt())
                .time("shipped_at", row.value().shippedAt())
                .number("version", row.version());
    }

    private static JsonWriter head(JsonWriter json, OrderSummary summary) {
        return json.text("order_id", summary.orderId().value())
                .text("customer_id", summary.customerId().value())
                .text("customer_name", summary.customerName())
                .text("status", summary.status().word())
                .decimal("total_amount", summary.currency().scaled(summary.totalAmount()))
                .text("currency", summary.currency().code())
                .number("item_count", summary.itemCount());
    }

    private static void line(JsonWriter json, OrderLine line, OrderCurrency currency) {
        item(json, line, currency).decimal("subtotal", currency.scaled(line.subtotal()));
    }

    private static JsonWriter item(JsonWriter json, OrderLine line, OrderCurrency currency) {
        return json.number("line", line.line())
                .text("product_id", line.productId().value())
                .number("quantity", line.quantity().pieces())
                .decimal("unit_price", currency.scaled(line.unitPrice().amount()));
    }

    private static void address(JsonWriter json, ShippingAddress address) {
        json.text("name", address.name())
                .text("line1", address.line1())
                .text("line2", address.line2())
                .text("city", address.city())
                .text("postal_code", address.postalCode())
                .text("region", address.region())
                .text("country", address.country());
    }

    /** An entry per event; the entries of one commit share its version. */
    static void history(JsonWriter json, OrderHistory history, @Nullable String nextCursor) {
        OrderCurrency currency = history.order().value().placement().currency();
        json.list("items", history.entries(), (item, entry) -> entry(item, entry, currency))
                .text("next_cursor", nextCursor);
    }

    private static void entry(JsonWriter json, OrderHistoryEntry entry, OrderCurrency currency) {
        json.number("version", entry.commit().version())
                .text("type", entry.event().type())
                .time("occurred_at", entry.commit().recordedAt())
                .text("user_id", entry.commit().userId())
                .text("correlation_id", entry.commit().correlationId())
                .text("causation_id", entry.commit().causationId())
                .object(
                        "data",
                        data -> event(data, OrderEvent.CODEC.decode(entry.event()), currency));
    }

    private static void event(JsonWriter json, OrderEvent event, OrderCurrency currency) {
        switch (event) {
            case OrderCreated created ->
                    json.text("order_id", created.orderId().value())
                            .text("customer_id", created.customerId().value())
                            .text("customer_name", created.customerName())
                            .text("currency", created.currency().code())
                            .object(
                                    "shipping_address",
                                    members -> address(members, created.shippingAddress()));
            case OrderItemAdded added -> item(json, added.orderLine(), currency);
            case OrderItemRemoved(int line) -> json.number("line", line);
            case OrderShipped(String carrier, String trackingNumber) ->
                    json.text("carrier", carrier).text("tracking_number", trackingNumber);
            case OrderDelivered() -> {}
            case OrderCancelled(String reason) -> json.text("reason", reason);
        }
    }
}
