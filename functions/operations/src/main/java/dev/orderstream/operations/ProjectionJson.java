package dev.orderstream.operations;

import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.operations.ProjectionsStatus.RunningRebuild;
import dev.orderstream.operations.ProjectionsStatus.Status;

/** A projection as it is answered, over HTTP and at a command line. */
public final class ProjectionJson {

    private ProjectionJson() {}

    public static void write(JsonWriter json, Status projection) {
        json.text("name", projection.category()).number("generation", projection.generation());
        projection
                .lag()
                .ifPresentOrElse(
                        lag -> json.number("lag_ms", lag.toMillis()), () -> json.nothing("lag_ms"));
        json.number("parked", projection.parked());
        projection
                .rebuild()
                .ifPresentOrElse(
                        running -> json.object("rebuild", rebuild -> write(rebuild, running)),
                        () -> json.nothing("rebuild"));
    }

    private static void write(JsonWriter json, RunningRebuild rebuild) {
        Operation operation = rebuild.operation();
        json.text("operation_id", operation.id());
        rebuild.generation().ifPresent(generation -> json.number("generation", generation));
        json.text("status", OperationJson.word(operation.status()))
                .object(
                        "progress",
                        progress -> OperationJson.progress(progress, operation.progress()));
    }
}
