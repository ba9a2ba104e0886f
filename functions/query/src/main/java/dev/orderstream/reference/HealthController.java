package dev.orderstream.reference;

import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Replies;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Tells that requests are answered. */
@Controller
final class HealthController {

    @Get("/health")
    HttpResponse<String> health(HttpCall call) {
        call.query().only();
        return Replies.json(200, JsonWriter.object(json -> json.text("status", "ok")));
    }
}
