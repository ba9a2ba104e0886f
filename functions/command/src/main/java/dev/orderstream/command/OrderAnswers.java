package dev.orderstream.command;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.RequestFields;
import dev.orderstream.orders.Order;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderRejection;
import dev.orderstream.orders.OrderRejection.AlreadyCreated;
import dev.orderstream.orders.OrderRejection.InsufficientInventory;
import dev.orderstream.orders.OrderRejection.InvalidTransition;
import dev.orderstream.orders.OrderRejection.LineNotFound;
import dev.orderstream.orders.OrderRejection.NotFound;
import dev.orderstream.orders.OrderRejection.PriceTooPrecise;
import dev.orderstream.orders.OrderRejection.Shortage;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.BiConsumer;

/** Turns what came of an order's command into an answer, or into the problem that it is. */
final class OrderAnswers {

    private OrderAnswers() {}

    /** As {@link CommandAnswers}, of this order. */
    static MutableHttpResponse<String> answer(
            int status,
            OrderId orderId,
            Outcome<Order, OrderEvent, OrderRejection> outcome,
            BiConsumer<JsonWriter, List<OrderEvent>> members) {
        return CommandAnswers.answer(
                status,
                outcome,
                OrderAnswers::problem,
                (json, events) -> {
                    members.accept(json, events);
                    json.text("order_id", orderId.value());
                });
    }

    static Problem lineNotFound() {
        return Problem.of(ProblemType.NOT_FOUND, "The order has no such line.");
    }

    private static Problem problem(Rejected<Order, OrderEvent, OrderRejection> rejected) {
        return switch (rejected.reason()) {
            case NotFound() -> Problem.orderNotFound();
            case LineNotFound(int line) -> lineNotFound();
            case AlreadyCreated() ->
                    Problem.of(
                            ProblemType.CONCURRENT_MODIFICATION,
                            "The order's id is taken. Repeat the command under another key.");
            case InvalidTransition(var current, String detail) ->
                    Problem.of(ProblemType.INVALID_TRANSITION, detail)
                            .with("current_status", current.word())
                            .with("current_version", rejected.version());
            case InsufficientInventory(List<Shortage> shortages) ->
                    Problem.of(
                                    ProblemType.INSUFFICIENT_INVENTORY,
                                    "Order no more of each product in shortages than is available.")
                            .with("product_id", shortages.getFirst().productId().value())
                            .with("available", shortages.getFirst().available())
                            .with("shortages", shortages(shortages));
            case PriceTooPrecise tooPrecise ->
                    RequestFields.invalid("unit_price", tooPrecise.asInvalidValue());
        };
    }

    /** Every product of which there is too little, as problems show it. */
    static Document shortages(List<Shortage> all) {
        return new Document.Sequence(all.stream().<Document>map(OrderAnswers::shortage).toList());
    }

    private static Document shortage(Shortage shortage) {
        return Document.fields()
                .put("product_id", shortage.productId().value())
                .put("requested", shortage.requested())
                .put("available", shortage.available())
                .build();
    }
}
