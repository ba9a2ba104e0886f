package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;
import static dev.orderstream.query.PageParameters.CURSOR;
import static dev.orderstream.query.PageParameters.PAGE_SIZE;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderQuery.FindHistory;
import dev.orderstream.orders.OrderQuery.FindOrder;
import dev.orderstream.orders.OrderQuery.HistoryPlace;
import dev.orderstream.orders.OrderQuery.OrderHistory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import org.jspecify.annotations.Nullable;

/** One order, and what happened to it. */
@Controller("/orders")
final class OrderController {

    private final QueryBus queries;
    private final OrderCursors cursors;

    OrderController(QueryBus queries, OrderCursors cursors) {
        this.queries = queries;
        this.cursors = cursors;
    }

    @Get("/{order_id}")
    HttpResponse<String> find(HttpCall call) {
        QueryParameters query = call.query().only(EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        OrderId id = orderId(call, query);
        var answer =
                queries.dispatch(
                        new FindOrder(id, Readers.of(call), AwaitedVersion.of(query, id.stream())));
        return QueryAnswers.found(
                call, answer, Versioned::version, Problem.orderNotFound(), OrderJson::order);
    }

    @Get("/{order_id}/history")
    HttpResponse<String> history(HttpCall call) {
        QueryParameters query =
                call.query().only(PAGE_SIZE, CURSOR, EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        OrderId id = orderId(call, query);
        HistoryPlace after =
                query.find(CURSOR)
                        .map(cursor -> cursors.history(call, cursor))
                        .orElse(HistoryPlace.START);
        var answer =
                queries.dispatch(
                        new FindHistory(
                                id,
                                Readers.of(call),
                                after,
                                PageParameters.size(query),
                                AwaitedVersion.of(query, id.stream())));
        return QueryAnswers.found(
                call,
                answer,
                history -> history.order().version(),
                Problem.orderNotFound(),
                (json, history) -> OrderJson.history(json, history, nextCursor(call, history)));
    }

    private @Nullable String nextCursor(HttpCall call, OrderHistory history) {
        HistoryPlace next = history.next();
        return next == null ? null : cursors.ofHistory(call, next);
    }

    /** Any text that is no order id gets the answer of an order that does not exist. */
    private static OrderId orderId(HttpCall call, QueryParameters query) {
        String text = call.variable("order_id");
        return OrderId.find(text)
                .orElseThrow(() -> {
                    boolean waits = AwaitedVersion.isGiven(query, OrderId.CATEGORY + "-" + text);
                    return QueryAnswers.notFound(Problem.orderNotFound(), !waits);
                });
    }
}
