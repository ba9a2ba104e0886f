package dev.orderstream.operations;

import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Replies;
import dev.orderstream.operations.ProjectionsStatus.Status;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** How the projections are. */
@Controller("/projections")
final class ProjectionsController {

    private final ProjectionsStatus status;

    ProjectionsController(ProjectionsStatus status) {
        this.status = status;
    }

    @Get
    HttpResponse<String> list(HttpCall call) {
        call.query().only();
        return Replies.json(
                200,
                JsonWriter.object(
                        json -> json.list("items", status.read(), ProjectionsController::write)));
    }

    private static void write(JsonWriter json, Status projection) {
        json.text("name", projection.category()).number("generation", projection.generation());
        projection
                .lag()
                .ifPresentOrElse(
                        lag -> json.number("lag_ms", lag.toMillis()), () -> json.nothing("lag_ms"));
        json.number("parked", projection.parked()).nothing("rebuild");
    }
}
