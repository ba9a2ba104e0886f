package dev.orderstream.giftcards;

import dev.orderstream.command.CommandAnswers;
import dev.orderstream.command.Envelopes;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.giftcards.GiftCardCommand.Issue;
import dev.orderstream.giftcards.GiftCardCommand.Redeem;
import dev.orderstream.giftcards.GiftCardEvent.Issued;
import dev.orderstream.giftcards.GiftCardEvent.Redeemed;
import dev.orderstream.giftcards.GiftCardRejection.AlreadyIssued;
import dev.orderstream.giftcards.GiftCardRejection.NotEnough;
import dev.orderstream.giftcards.GiftCardRejection.NotIssued;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;

/** The commands of gift cards over HTTP. */
@Controller("/gift-cards/{gift_card_id}")
@Requires(property = "orderstream.function", value = "command")
final class GiftCardCommandController {

    private final CommandBus commands;
    private final Envelopes envelopes;

    GiftCardCommandController(CommandBus commands, Envelopes envelopes) {
        this.commands = commands;
        this.envelopes = envelopes;
    }

    @Put
    HttpResponse<String> issue(HttpCall call) {
        call.query().only();
        GiftCardId id = GiftCardRoutes.id(call);
        RequestFields body = RequestFields.ofBody(call).only("points");
        Read<Integer> points = body.number("points", GiftCard::points);
        body.check();
        Envelope envelope = envelopes.ofChange(call, id.stream(), "IssueGiftCard", body.accepted());
        var outcome = commands.dispatch(new Issue(id, points.get(), envelope));
        return answer(CommandAnswers.statusOfPut(outcome), id, outcome);
    }

    @Post("/redemptions")
    HttpResponse<String> redeem(HttpCall call) {
        call.query().only();
        GiftCardId id = GiftCardRoutes.id(call);
        RequestFields body = RequestFields.ofBody(call).only("points");
        Read<Integer> points = body.number("points", GiftCard::points);
        body.check();
        Envelope envelope =
                envelopes.ofChange(call, id.stream(), "RedeemGiftCard", body.accepted());
        return answer(200, id, commands.dispatch(new Redeem(id, points.get(), envelope)));
    }

    private static HttpResponse<String> answer(
            int status,
            GiftCardId id,
            Outcome<GiftCard, GiftCardEvent, GiftCardRejection> outcome) {
        return CommandAnswers.answer(
                status,
                outcome,
                GiftCardCommandController::problem,
                (json, events) -> {
                    json.text("gift_card_id", id.value());
                    for (GiftCardEvent event : events) {
                        switch (event) {
                            case Issued(int points) -> json.number("balance", points);
                            case Redeemed redeemed -> json.number("balance", redeemed.balance());
                        }
                    }
                });
    }

    private static Problem problem(Rejected<GiftCard, GiftCardEvent, GiftCardRejection> rejected) {
        return switch (rejected.reason()) {
            case NotIssued() -> GiftCardRoutes.notFound();
            case AlreadyIssued() ->
                    Problem.of(
                            ProblemType.INVALID_TRANSITION,
                            "It was issued with another number of points.");
            case NotEnough(int balance) ->
                    Problem.of(ProblemType.INVALID_TRANSITION, "More would be taken than is left.")
                            .with("balance", balance);
        };
    }
}
