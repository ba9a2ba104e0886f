package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.http.Problem;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Replies;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Optional;
import java.util.function.Supplier;

/** How the projections are, and the start of what is done to all of them. */
@Controller("/projections")
final class ProjectionsController {

    private final ProjectionsStatus status;
    private final ReadModelOperations operations;

    ProjectionsController(ProjectionsStatus status, ReadModelOperations operations) {
        this.status = status;
        this.operations = operations;
    }

    @Get
    HttpResponse<String> list(HttpCall call) {
        call.query().only();
        return Replies.json(
                200,
                JsonWriter.object(
                        json -> json.list("items", status.read(), ProjectionJson::write)));
    }

    @Post("/rebuilds")
    HttpResponse<String> rebuild(HttpCall call) {
        call.query().only();
        RequestFields.ofOptionalBody(call).only();
        return start(call, Kind.REBUILD, () -> operations.startRebuild(call.principal().userId()));
    }

    @Post("/verifications")
    HttpResponse<String> verify(HttpCall call) {
        call.query().only();
        Read<Boolean> repair =
                RequestFields.ofOptionalBody(call).only("repair").optionalFlag("repair");
        return start(
                call,
                Kind.VERIFICATION,
                () ->
                        operations.startVerification(
                                call.principal().userId(), repair.orElse(false)));
    }

    private HttpResponse<String> start(
            HttpCall call, Kind kind, Supplier<Optional<Operation>> starting) {
        Operation started = starting.get().orElseThrow(() -> alreadyRunning(kind).asException());
        return Replies.json(202, OperationJson.of(started))
                .header("Location", call.prefix() + "/operations/" + started.id());
    }

    private Problem alreadyRunning(Kind kind) {
        Problem problem =
                Problem.of(
                        ProblemType.ALREADY_RUNNING,
                        "A %s runs; one at a time. Wait for its end, or abort it."
                                .formatted(OperationJson.word(kind)));
        return operations
                .running(kind)
                .map(running -> problem.with("operation_id", running.id()))
                // It has ended since.
                .orElse(problem);
    }
}
