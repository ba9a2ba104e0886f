package dev.orderstream.command;

import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.Contended;
import dev.orderstream.eventsourcing.command.Outcome.IdReused;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooLarge;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Replies;
import dev.orderstream.http.RequestFields;
import dev.orderstream.orders.Order;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderRejection;
import dev.orderstream.orders.OrderRejection.AlreadyCreated;
import dev.orderstream.orders.OrderRejection.InvalidTransition;
import dev.orderstream.orders.OrderRejection.LineNotFound;
import dev.orderstream.orders.OrderRejection.NotFound;
import dev.orderstream.orders.OrderRejection.PriceTooPrecise;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.BiConsumer;

/** Turns what came of an order's command into an answer, or into the problem that it is. */
final class OrderAnswers {

    private OrderAnswers() {}

    /**
     * The success of a command that stored events, or found nothing left to do: its own members
     * from the events, and what a later read may wait for.
     */
    static MutableHttpResponse<String> answer(
            int status,
            OrderId orderId,
            Outcome<Order, OrderEvent, OrderRejection> outcome,
            BiConsumer<JsonWriter, List<OrderEvent>> members) {
        List<OrderEvent> events =
                switch (outcome) {
                    case Committed<Order, OrderEvent, OrderRejection> committed ->
                            committed.events();
                    case Unchanged<Order, OrderEvent, OrderRejection> unchanged -> List.of();
                    case Rejected<Order, OrderEvent, OrderRejection> rejected ->
                            throw problem(rejected).asException();
                    case PreconditionFailed<Order, OrderEvent, OrderRejection> failed ->
                            throw preconditionFailed(failed.version()).asException();
                    case IdReused<Order, OrderEvent, OrderRejection> reused ->
                            throw Problem.of(
                                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                                            "Use another Idempotency-Key for another request.")
                                    .asException();
                    case TooLarge<Order, OrderEvent, OrderRejection> tooLarge ->
                            throw Problem.of(
                                            ProblemType.TOO_LARGE,
                                            "It is more than can be stored at once. Ask for less"
                                                    + " in one command.")
                                    .asException();
                    case Contended<Order, OrderEvent, OrderRejection> contended ->
                            throw Problem.of(
                                            ProblemType.CONCURRENT_MODIFICATION,
                                            "Nothing was stored. Repeat the command.")
                                    .with("current_version", contended.version())
                                    .asException();
                };
        String json =
                JsonWriter.object(writer -> {
                    members.accept(writer, events);
                    writer.text("order_id", orderId.value())
                            .text("stream_id", outcome.stream().toString())
                            .number("version", outcome.version());
                });
        MutableHttpResponse<String> answer =
                Replies.json(status, json).header("ETag", "\"" + outcome.version() + "\"");
        return isReplay(outcome) ? answer.header("Idempotent-Replayed", "true") : answer;
    }

    private static boolean isReplay(Outcome<Order, OrderEvent, OrderRejection> outcome) {
        return outcome instanceof Committed<Order, OrderEvent, OrderRejection> committed
                && committed.replayed();
    }

    static Problem orderNotFound() {
        return Problem.of(ProblemType.ORDER_NOT_FOUND, "No order has this id.");
    }

    static Problem lineNotFound() {
        return Problem.of(ProblemType.NOT_FOUND, "The order has no such line.");
    }

    private static Problem preconditionFailed(long version) {
        return version == 0
                ? Problem.of(ProblemType.PRECONDITION_FAILED, "There is nothing with this id yet.")
                : Problem.of(
                                ProblemType.PRECONDITION_FAILED,
                                "Read the current version, then decide again.")
                        .with("current_version", version);
    }

    private static Problem problem(Rejected<Order, OrderEvent, OrderRejection> rejected) {
        return switch (rejected.reason()) {
            case NotFound() -> orderNotFound();
            case LineNotFound(int line) -> lineNotFound();
            case AlreadyCreated() ->
                    Problem.of(
                            ProblemType.CONCURRENT_MODIFICATION,
                            "The order's id is taken. Repeat the command under another key.");
            case InvalidTransition(var current, String detail) ->
                    Problem.of(ProblemType.INVALID_TRANSITION, detail)
                            .with("current_status", current.word())
                            .with("current_version", rejected.version());
            case PriceTooPrecise tooPrecise ->
                    RequestFields.invalid("unit_price", tooPrecise.asInvalidValue());
        };
    }
}
