package dev.orderstream.benchmarks;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many who order the same counted product, through the command function. */
final class Buyers {

    private static final int CREATED = 201;

    private final CommandFunction function;
    private final String product = UUID.randomUUID().toString();

    Buyers(CommandFunction function) {
        this.function = function;
        APIGatewayV2HTTPEvent count = Samples.api("count-stock");
        count.setRawPath("/products/" + product + "/stock");
        count.setBody("{\"available\": 1000000000}");
        send(count);
    }

    /** Returns when so many writers, each with one order after another, have all been served. */
    void order(int orders, int writers) {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                all.add(threads.submit(() -> order(orders / writers)));
            }
        }
        all.forEach(Buyers::check);
    }

    private void order(int orders) {
        for (int n = 0; n < orders; n++) {
            APIGatewayV2HTTPEvent create = Samples.api("create-order");
            create.setBody(
                    """
                    {"customer_id": "%s", "shipping_address":
                     {"line1": "1 Main Street", "city": "Berlin", "country": "DE"},
                     "items": [{"product_id": "%s", "quantity": 1, "unit_price": 12.60}]}\
                    """
                            .formatted(UUID.randomUUID(), product));
            send(create);
        }
    }

    private void send(APIGatewayV2HTTPEvent call) {
        APIGatewayV2HTTPResponse answer = function.handleRequest(call, null);
        if (answer.getStatusCode() != CREATED) {
            throw new IllegalStateException(
                    "expected to be served, got " + answer.getStatusCode() + answer.getBody());
        }
    }

    private static void check(Future<?> ended) {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a buyer was not served", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop", e);
        }
    }
}
