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
import dev.orderstream.orders.ListPart;
import dev.orderstream.orders.OrderQuery.SearchOrders;
import dev.orderstream.orders.OrderSearch.Found;
import dev.orderstream.orders.OrderSearch.Part;
import dev.orderstream.orders.OrderSearch.Position;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import org.jspecify.annotations.Nullable;

/** Orders that are searched for. */
@Controller("/orders/search")
final class OrderSearchController {

    /** What is found has no version; as {@code If-Match} its tag matches nothing. */
    private static final long NO_VERSION = 0;

    private final QueryBus queries;
    private final OrderCursors cursors;

    OrderSearchController(QueryBus queries, OrderCursors cursors) {
        this.queries = queries;
        this.cursors = cursors;
    }

    @Get
    HttpResponse<String> search(HttpCall call) {
        QueryParameters query =
                call.query()
                        .only(
                                SearchParameters.Q,
                                SearchParameters.STATUS,
                                SearchParameters.CUSTOMER_ID,
                                SearchParameters.CURRENCY,
                                SearchParameters.CREATED_FROM,
                                SearchParameters.CREATED_TO,
                                SearchParameters.MIN_TOTAL,
                                SearchParameters.MAX_TOTAL,
                                SearchParameters.SORT_BY,
                                SearchParameters.SORT_ORDER,
                                PAGE,
                                PAGE_SIZE,
                                CURSOR,
                                EXPECTED_VERSION,
                                STREAM_ID,
                                TIMEOUT);
        SearchParameters wanted = SearchParameters.of(call);
        Part part = part(call, wanted);
        var answer =
                queries.dispatch(
                        new SearchOrders(
                                wanted.criteria(),
                                wanted.sort(),
                                part,
                                AwaitedVersion.ofList(query)));
        Found found = answer.value();
        ListPart shown = shown(part);
        String next = nextCursor(call, wanted, found);
        return QueryAnswers.answer(
                        call,
                        answer,
                        NO_VERSION,
                        (json, orders) -> OrderJson.found(json, orders, shown, next))
                .header(
                        "Link",
                        new PageLinks(call)
                                .of(shown, found.count().total(), found.count().exact(), next));
    }

    private Part part(HttpCall call, SearchParameters wanted) {
        QueryParameters query = call.query();
        if (PageParameters.hasCursor(query)) {
            return cursors.search(
                    call,
                    wanted.words(),
                    query.find(CURSOR).orElseThrow(),
                    PageParameters.size(query));
        }
        ListPart.Page page = PageParameters.page(query);
        return new Part.Page(page.number(), page.size());
    }

    /** The part as lists show theirs. */
    private static ListPart shown(Part part) {
        return switch (part) {
            case Part.Page(int number, int size) -> new ListPart.Page(number, size);
            case Part.After after ->
                    new ListPart.After(after.position().place().order(), 0, after.size());
        };
    }

    private @Nullable String nextCursor(HttpCall call, SearchParameters wanted, Found found) {
        Position next = found.next();
        return next == null ? null : cursors.ofSearch(call, wanted.words(), next);
    }
}
