package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** One order, and what happened to it. */
@Controller("/orders")
final class OrderController {

    private static final int PAGE_SIZE_DEFAULT = 20;
    private static final int PAGE_SIZE_MAX = 100;

    private final QueryBus queries;

    OrderController(QueryBus queries) {
        this.queries = queries;
    }

    @Get("/{order_id}")
    HttpResponse<String> find(HttpCall call) {
        QueryParameters query = call.query().only(EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        OrderId id = orderId(call);
        var answer = queries.dispatch(new FindOrder(id, AwaitedVersion.of(query, id.stream())));
        return Recency.found(answer, notFound(), OrderJson::order);
    }

    @Get("/{order_id}/history")
    HttpResponse<String> history(HttpCall call) {
        QueryParameters query =
                call.query().only("page_size", EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        OrderId id = orderId(call);
        int pageSize = query.integer("page_size", 1, PAGE_SIZE_MAX).orElse(PAGE_SIZE_DEFAULT);
        // A commit has at least one entry, so that as many commits fill the page.
        var answer =
                queries.dispatch(
                        new FindHistory(id, pageSize, AwaitedVersion.of(query, id.stream())));
        return Recency.found(
                answer, notFound(), (json, history) -> OrderJson.history(json, history, pageSize));
    }

    private static OrderId orderId(HttpCall call) {
        return OrderId.find(call.variable("order_id")).orElseThrow(() -> notFound().asException());
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.ORDER_NOT_FOUND, "No order has this id.");
    }
}
