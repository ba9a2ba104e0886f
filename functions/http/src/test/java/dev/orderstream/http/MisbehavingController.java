package dev.orderstream.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Stands in for the query function's controllers and fails in every way that one can. */
@Controller
@Requires(property = "orderstream.function", value = "query")
final class MisbehavingController {

    static final String SECRET = "a secret of ours";

    static final CountDownLatch SLOW_BEGAN = new CountDownLatch(1);
    static final CountDownLatch SLOW_MAY_END = new CountDownLatch(1);

    @Get("/orders/{order_id}")
    @Nullable HttpResponse<String> fail(HttpCall call) throws IOException {
        return switch (call.variable("order_id")) {
            case "runtime" -> throw new IllegalStateException(SECRET);
            case "checked" -> throw new IOException(SECRET);
            case "linkage" -> throw new NoClassDefFoundError(SECRET);
            case "overflow" -> throw new StackOverflowError(SECRET);
            case "status" -> throw new HttpStatusException(HttpStatus.BAD_REQUEST, SECRET);
            case "bare" -> HttpResponse.badRequest(SECRET);
            case "nothing" -> null;
            case "slow" -> {
                SLOW_BEGAN.countDown();
                awaitUninterruptibly(SLOW_MAY_END);
                yield Replies.json(200, "{}");
            }
            default ->
                    Replies.json(
                            200,
                            JsonWriter.object(json ->
                                    json.text("order_id", call.variable("order_id"))
                                            .text("prefix", call.prefix())
                                            .text(
                                                    "q",
                                                    String.join(
                                                            "|",
                                                            call.query()
                                                                    .values()
                                                                    .getOrDefault(
                                                                            "q", List.of())))));
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
