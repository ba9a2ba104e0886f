package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.orders.OrderView.Placement;
import dev.orderstream.orders.OrderView.Progress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order's view as a document, and back. */
final class OrderViewDocument {

    private OrderViewDocument() {}

    static ViewBody write(OrderView view) {
        return new ViewBody(
                writeSummary(view.summary()),
                writeDetails(view),
                OrderKeys.listing(view.placement(), view.progress().status()),
                tally(view));
    }

    static OrderView read(ViewBody body) {
        OrderSummary summary = readSummary(body.summary());
        Fields details = body.details();
        return new OrderView(
                new Placement(
                        summary.orderId(),
                        summary.customerId(),
                        summary.customerName(),
                        summary.currency(),
                        AddressDocument.read(details.fields("shipping_address")),
                        summary.createdAt()),
                details.list("items", LineDocument::read),
                new Progress(
                        summary.status(),
                        summary.shippedAt(),
                        time(details, "delivered_at"),
                        time(details, "cancelled_at"),
                        details.textOrNull("cancel_reason"),
                        details.textOrNull("carrier"),
                        details.textOrNull("tracking_number")),
                summary.updatedAt());
    }

    private static Fields writeSummary(OrderSummary summary) {
        return Document.fields()
                .put("order_id", summary.orderId().value())
                .put("customer_id", summary.customerId().value())
                .put("customer_name", summary.customerName())
                .put("status", summary.status().word())
                .put("total_amount", summary.totalAmount())
                .put("currency", summary.currency().code())
                .put("item_count", summary.itemCount())
                .put("created_at", Timestamps.format(summary.createdAt()))
                .put("updated_at", Timestamps.format(summary.updatedAt()))
                .put("shipped_at", text(summary.shippedAt()))
                .build();
    }

    static OrderSummary readSummary(Fields summary) {
        return UnreadableException.unless("a stored row", () -> summary(summary));
    }

    private static OrderSummary summary(Fields summary) {
        String status = summary.text("status");
        return new OrderSummary(
                new OrderId(summary.text("order_id")),
                new CustomerId(summary.text("customer_id")),
                summary.textOrNull("customer_name"),
                OrderStatus.find(status)
                        .orElseThrow(() -> new UnreadableException("unknown status")),
                summary.decimal("total_amount"),
                OrderCurrency.stored(summary.text("currency")),
                summary.integer("item_count"),
                Timestamps.parse(summary.text("created_at")),
                Timestamps.parse(summary.text("updated_at")),
                time(summary, "shipped_at"));
    }

    private static Fields writeDetails(OrderView view) {
        Progress progress = view.progress();
        return Document.fields()
                .put("items", view.lines(), LineDocument::write)
                .put("shipping_address", AddressDocument.write(view.placement().shippingAddress()))
                .put("delivered_at", text(progress.deliveredAt()))
                .put("cancelled_at", text(progress.cancelledAt()))
                .put("cancel_reason", progress.cancelReason())
                .put("carrier", progress.carrier())
                .put("tracking_number", progress.trackingNumber())
                .build();
    }

    /** One order in its status, and its money once it is on its way. */
    private static Tally tally(OrderView view) {
        Placement placement = view.placement();
        Map<String, BigDecimal> amounts = new HashMap<>();
        amounts.put(OrderKeys.orders(view.progress().status()), BigDecimal.ONE);
        switch (view.progress().status()) {
            case SHIPPED, DELIVERED ->
                    amounts.put(OrderKeys.spent(placement.currency()), view.totalAmount());
            case PENDING, CANCELLED -> {}
        }
        return new Tally(OrderKeys.totals(placement.customerId()), amounts);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Timestamps.format(time);
    }

    private static @Nullable Instant time(Fields fields, String name) {
        String text = fields.textOrNull(name);
        return text == null ? null : Timestamps.parse(text);
    }
}
