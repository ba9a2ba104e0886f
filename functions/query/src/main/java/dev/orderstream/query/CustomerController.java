package dev.orderstream.query;

import static dev.orderstream.query.AwaitedVersion.EXPECTED_VERSION;
import static dev.orderstream.query.AwaitedVersion.STREAM_ID;
import static dev.orderstream.query.AwaitedVersion.TIMEOUT;

import dev.orderstream.eventsourcing.view.QueryBus;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.CustomerQuery.FindCustomer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** One customer. */
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
        var answer =
                queries.dispatch(
                        new FindCustomer(
                                id, Readers.of(call), AwaitedVersion.of(query, id.stream())));
        return QueryAnswers.found(
                call,
                answer,
                Versioned::version,
                Problem.customerNotFound(),
                CustomerJson::customer);
    }
}
