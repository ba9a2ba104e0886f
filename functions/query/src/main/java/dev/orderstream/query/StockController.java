package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.StockQuery.FindStock;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** The stock of one product. */
@Controller("/products/{product_id}/stock")
final class StockController {

    private final QueryBus queries;

    StockController(QueryBus queries) {
        this.queries = queries;
    }

    @Get
    HttpResponse<String> find(HttpCall call) {
        QueryParameters query = call.query().only(EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        ProductId id =
                ProductId.find(call.variable("product_id"))
                        .orElseThrow(() -> notFound().asException());
        var answer = queries.dispatch(new FindStock(id, AwaitedVersion.of(query, id.stock())));
        return QueryAnswers.found(
                call,
                answer,
                Versioned::version,
                notFound(),
                (json, stock) ->
                        json.text("product_id", id.value())
                                .number("available", stock.value().available())
                                .number("version", stock.version()));
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "No product with this id was ever counted.");
    }
}
