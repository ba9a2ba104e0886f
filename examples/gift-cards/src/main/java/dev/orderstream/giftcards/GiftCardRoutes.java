package dev.orderstream.giftcards;

import static dev.orderstream.http.Route.Target.COMMAND;
import static dev.orderstream.http.Route.Target.QUERY;
import static dev.orderstream.http.Scope.ADMIN;
import static dev.orderstream.http.Scope.READ;
import static dev.orderstream.http.Scope.WRITE;

import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Route;
import dev.orderstream.http.RouteProvider;
import java.util.List;

/** The routes of gift cards, and whom their path names. */
public final class GiftCardRoutes implements RouteProvider {

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("PUT", "/gift-cards/{gift_card_id}", COMMAND, ADMIN),
                new Route("GET", "/gift-cards/{gift_card_id}", QUERY, READ),
                new Route("POST", "/gift-cards/{gift_card_id}/redemptions", COMMAND, WRITE));
    }

    /**
     * The gift card of the path.
     *
     * @throws ProblemException 404 where the text is no id
     */
    static GiftCardId id(HttpCall call) {
        return GiftCardId.find(call.variable("gift_card_id"))
                .orElseThrow(() -> notFound().asException());
    }

    static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "No gift card with this id was ever issued.");
    }
}
