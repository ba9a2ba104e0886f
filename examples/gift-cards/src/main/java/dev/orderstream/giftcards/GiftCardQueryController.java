package dev.orderstream.giftcards;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.query.AwaitedVersion;
import dev.orderstream.query.QueryAnswers;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** One gift card over HTTP. */
@Controller("/gift-cards/{gift_card_id}")
@Requires(property = "orderstream.function", value = "query")
final class GiftCardQueryController {

    private final QueryBus queries;

    GiftCardQueryController(QueryBus queries) {
        this.queries = queries;
    }

    @Get
    HttpResponse<String> find(HttpCall call) {
        QueryParameters query = call.query().only(EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        GiftCardId id = GiftCardRoutes.id(call);
        var answer =
                queries.dispatch(
                        new GiftCardQueries.Find(id, AwaitedVersion.of(query, id.stream())));
        return QueryAnswers.found(
                call,
                answer,
                Versioned::version,
                GiftCardRoutes.notFound(),
                (json, card) ->
                        json.text("gift_card_id", id.value())
                                .number("issued", card.value().issued())
                                .number("balance", card.value().balance())
                                .number("version", card.version()));
    }
}
