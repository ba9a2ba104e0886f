package dev.orderstream.operations;

import static dev.orderstream.eventsourcing.operation.Operation.Status.ABORTED;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Replies;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;

/** Rebuilds and verifications over HTTP, once they are started. */
@Controller("/operations/{operation_id}")
final class OperationController {

    /** As the facade makes them. Any other text names no operation, however long it is. */
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private final ReadModelOperations operations;

    OperationController(ReadModelOperations operations) {
        this.operations = operations;
    }

    @Get
    HttpResponse<String> read(HttpCall call) {
        call.query().only();
        Operation found =
                operations.find(id(call)).orElseThrow(OperationController::operationNotFound);
        return Replies.json(200, OperationJson.of(found));
    }

    @Post("/abort")
    HttpResponse<String> abort(HttpCall call) {
        call.query().only();
        Operation found =
                operations.abort(id(call)).orElseThrow(OperationController::operationNotFound);
        if (found.status() != ABORTED) {
            throw Problem.of(
                            ProblemType.INVALID_TRANSITION,
                            found.isRunning()
                                    ? "What was rebuilt serves already; it ends by itself."
                                    : "It has ended by itself.")
                    .with("current_status", OperationJson.word(found.status()))
                    .asException();
        }
        return Replies.json(200, OperationJson.of(found));
    }

    private static String id(HttpCall call) {
        String text = call.variable("operation_id");
        if (!text.matches(ID)) {
            throw operationNotFound();
        }
        return text;
    }

    private static ProblemException operationNotFound() {
        return Problem.of(ProblemType.NOT_FOUND, "No operation has this id.").asException();
    }
}
