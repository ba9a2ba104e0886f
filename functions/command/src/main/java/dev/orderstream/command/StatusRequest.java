package dev.orderstream.command;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.orders.StatusChange;
import dev.orderstream.orders.Texts;

/** The body of {@code PUT /orders/{order_id}/status}, and its fields as they were sent. */
record StatusRequest(StatusChange change, Fields sent) {

    /**
     * Reads the body.
     *
     * @throws ProblemException 400 or 422 where it names no change
     */
    static StatusRequest of(HttpCall call) {
        RequestFields body =
                RequestFields.ofBody(call).only("status", "reason", "carrier", "tracking_number");
        Read<OrderStatus> status = body.text("status", StatusRequest::target);
        Read<String> reason = text(body, "reason", StatusChange.REASON_MAX);
        Read<String> carrier = text(body, "carrier", StatusChange.SHIPMENT_TEXT_MAX);
        Read<String> tracking = text(body, "tracking_number", StatusChange.SHIPMENT_TEXT_MAX);
        if (status.value() != null && status.get() != OrderStatus.CANCELLED) {
            body.refuse("reason", "not-expected", "goes only with cancelled");
        }
        if (status.value() != null && status.get() != OrderStatus.SHIPPED) {
            body.refuse("carrier", "not-expected", "goes only with shipped");
            body.refuse("tracking_number", "not-expected", "goes only with shipped");
        }
        body.check();
        StatusChange change =
                switch (status.get()) {
                    case SHIPPED -> new StatusChange.Ship(carrier.value(), tracking.value());
                    case DELIVERED -> new StatusChange.Deliver();
                    case CANCELLED -> new StatusChange.Cancel(reason.value());
                    case PENDING -> throw new IllegalStateException("refused above");
                };
        return new StatusRequest(change, body.accepted());
    }

    /** No order becomes pending again. */
    private static OrderStatus target(String word) {
        return OrderStatus.find(word)
                .filter(status -> status != OrderStatus.PENDING)
                .orElseThrow(() ->
                        new InvalidValueException(
                                "unknown-status", "expected shipped, delivered or cancelled"));
    }

    private static Read<String> text(RequestFields body, String name, int max) {
        return body.optionalText(name, text -> Texts.check(text, max));
    }
}
