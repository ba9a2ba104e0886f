package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.CustomerQuery.FindCustomer;
import dev.orderstream.orders.OrderQuery.ListOrders;
import dev.orderstream.orders.OrderStatus;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** One customer, and his orders. */
@Controller("/customers")
final class CustomerController {

    private final QueryBus queries;

    CustomerController(QueryBus queries) {
        this.queries = queries;
    }

    @Get("/{customer_id}")
    HttpResponse<String> find(HttpCall call) {
        QueryParameters query = call.query().only(EXPECTED_VERSION, STREAM_ID, TIMEOUT);
        CustomerId id = call.customer(CustomerId::find);
        var answer = queries.dispatch(new FindCustomer(id, AwaitedVersion.of(query, id.stream())));
        return Recency.found(answer, Problem.customerNotFound(), CustomerJson::customer);
    }

    @Get("/{customer_id}/orders")
    HttpResponse<String> orders(HttpCall call) {
        QueryParameters query =
                call.query()
                        .only(
                                "status",
                                "page",
                                "page_size",
                                "sort_order",
                                EXPECTED_VERSION,
                                STREAM_ID,
                                TIMEOUT);
        CustomerId customer = call.customer(CustomerId::find);
        Page page = Page.of(query);
        var answer =
                queries.dispatch(
                        new ListOrders(
                                customer,
                                query.find("status").map(CustomerController::status).orElse(null),
                                query.find("sort_order")
                                        .map(CustomerController::ascending)
                                        .orElse(false),
                                page.number(),
                                page.size(),
                                AwaitedVersion.ofList(query)));
        return Recency.answer(answer, (json, orders) -> OrderJson.page(json, orders, page));
    }

    private static OrderStatus status(String word) {
        return OrderStatus.find(word)
                .orElseThrow(() ->
                        QueryParameters.invalid(
                                "status: expected pending, shipped, delivered or" + " cancelled."));
    }

    private static boolean ascending(String word) {
        return switch (word) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw QueryParameters.invalid("sort_order: expected asc or desc.");
        };
    }
}
