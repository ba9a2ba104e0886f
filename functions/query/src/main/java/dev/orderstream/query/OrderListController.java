package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;
import static dev.orderstream.query.PageParameters.CURSOR;
import static dev.orderstream.query.PageParameters.PAGE;
import static dev.orderstream.query.PageParameters.PAGE_SIZE;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.ListPart;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderQuery.OrderPage;
import dev.orderstream.orders.OrderStatus;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's orders. */
@Controller("/customers/{customer_id}/orders")
final class OrderListController {

    private static final String STATUS = "status";
    private static final String SORT_ORDER = "sort_order";

    /** A list has no version; as {@code If-Match} its tag matches nothing. */
    private static final long NO_VERSION = 0;

    private final QueryBus queries;
    private final OrderCursors cursors;

    OrderListController(QueryBus queries, OrderCursors cursors) {
        this.queries = queries;
        this.cursors = cursors;
    }

    /** What the list shows, and in which order. */
    private record Filter(@Nullable OrderStatus status, boolean ascending) {

        static Filter of(QueryParameters query) {
            return new Filter(
                    query.find(STATUS).map(OrderParameters::status).orElse(null),
                    query.find(SORT_ORDER).map(OrderParameters::isAscending).orElse(false));
        }

        /** For its cursors, in one spelling. */
        List<String> words() {
            return List.of(status == null ? "" : status.word(), ascending ? "asc" : "desc");
        }
    }

    @Get
    HttpResponse<String> list(HttpCall call) {
        QueryParameters query =
                call.query()
                        .only(
                                STATUS,
                                PAGE,
                                PAGE_SIZE,
                                CURSOR,
                                SORT_ORDER,
                                EXPECTED_VERSION,
                                STREAM_ID,
                                TIMEOUT);
        CustomerId customer = call.customer(CustomerId::find);
        Filter filter = Filter.of(query);
        ListPart part = part(call, filter);
        var answer =
                queries.dispatch(
                        new ListOrders(
                                customer,
                                filter.status(),
                                filter.ascending(),
                                part,
                                AwaitedVersion.ofList(query)));
        OrderPage page = answer.value();
        String next = nextCursor(call, filter, part, page);
        return QueryAnswers.answer(
                        call,
                        answer,
                        NO_VERSION,
                        (json, orders) -> OrderJson.page(json, orders, part, next))
                .header("Link", new PageLinks(call).of(part, page.total(), next));
    }

    private ListPart part(HttpCall call, Filter filter) {
        QueryParameters query = call.query();
        return PageParameters.hasCursor(query)
                ? cursors.list(
                        call,
                        filter.words(),
                        query.find(CURSOR).orElseThrow(),
                        PageParameters.size(query))
                : PageParameters.page(query);
    }

    private @Nullable String nextCursor(
            HttpCall call, Filter filter, ListPart part, OrderPage page) {
        return page.hasMore()
                ? cursors.ofList(
                        call, filter.words(), page.rows().getLast().value().place(), part.end())
                : null;
    }
}
