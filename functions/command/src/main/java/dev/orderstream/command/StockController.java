package dev.orderstream.command;

import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.orders.Available;
import dev.orderstream.orders.OrderRejection.Shortage;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Stock;
import dev.orderstream.orders.StockCommand;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.orders.StockDelta;
import dev.orderstream.orders.StockEvent;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.orders.StockRejection;
import dev.orderstream.orders.StockRejection.NotCounted;
import dev.orderstream.orders.StockRejection.NotEnough;
import dev.orderstream.orders.StockRejection.TooMany;
import dev.orderstream.orders.Texts;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.util.List;

/** The commands of stock over HTTP. */
@Controller("/products/{product_id}/stock")
final class StockController {

    private final CommandBus commands;
    private final Envelopes envelopes;

    StockController(CommandBus commands, Envelopes envelopes) {
        this.commands = commands;
        this.envelopes = envelopes;
    }

    @Put
    HttpResponse<String> count(HttpCall call) {
        call.query().only();
        ProductId id = productId(call);
        RequestFields body = RequestFields.ofBody(call).only("available");
        Read<Available> available = body.number("available", Available::of);
        body.check();
        Envelope envelope = envelopes.ofChange(call, id.stock(), "CountStock", body.accepted());
        var outcome = commands.dispatch(new CountStock(id, available.get(), envelope));
        return answer(CommandAnswers.statusOfPut(outcome), id, 0, outcome);
    }

    @Post("/adjustments")
    HttpResponse<String> adjust(HttpCall call) {
        call.query().only();
        ProductId id = productId(call);
        RequestFields body = RequestFields.ofBody(call).only("delta", "reason");
        Read<StockDelta> delta = body.number("delta", StockDelta::of);
        Read<String> reason =
                body.optionalText("reason", text -> Texts.check(text, StockCommand.REASON_MAX));
        body.check();
        Envelope envelope = envelopes.ofChange(call, id.stock(), "AdjustStock", body.accepted());
        return answer(
                200,
                id,
                -delta.get().pieces(),
                commands.dispatch(new AdjustStock(id, delta.get(), reason.value(), envelope)));
    }

    private static ProductId productId(HttpCall call) {
        return ProductId.find(call.variable("product_id"))
                .orElseThrow(() -> stockNotFound().asException());
    }

    /**
     * @param requested how many pieces the command would take
     */
    private static HttpResponse<String> answer(
            int status,
            ProductId id,
            int requested,
            Outcome<Stock, StockEvent, StockRejection> outcome) {
        return CommandAnswers.answer(
                status,
                outcome,
                rejected -> problem(id, requested, rejected),
                (json, events) -> {
                    json.text("product_id", id.value());
                    available(json, events);
                });
    }

    private static void available(JsonWriter json, List<StockEvent> events) {
        for (StockEvent event : events) {
            switch (event) {
                case StockCounted(int available) -> json.number("available", available);
                case StockAdjusted adjusted -> json.number("available", adjusted.available());
                // Those that orders make.
                case StockReserved reserved -> {}
                case StockReleased released -> {}
            }
        }
    }

    private static Problem problem(
            ProductId id, int requested, Rejected<Stock, StockEvent, StockRejection> rejected) {
        return switch (rejected.reason()) {
            case NotCounted() -> stockNotFound();
            case NotEnough(long available) ->
                    Problem.of(
                                    ProblemType.INSUFFICIENT_INVENTORY,
                                    "More would go than may be sold.")
                            .with("available", available)
                            .with(
                                    "shortages",
                                    OrderAnswers.shortages(
                                            List.of(new Shortage(id, requested, available))))
                            .with("current_version", rejected.version());
            case TooMany tooMany -> RequestFields.invalid("delta", tooMany.asInvalidValue());
        };
    }

    private static Problem stockNotFound() {
        return Problem.of(ProblemType.NOT_FOUND, "No product with this id was ever counted.");
    }
}
