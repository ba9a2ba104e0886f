package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.Generations;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.function.IntFunction;

/**
 * Compares the serving generation with the commits, and mends what differs where that was asked
 * for. It ends well whatever it finds: what it finds is its result.
 */
public record Verification(
        Comparison comparison,
        Generations generations,
        IntFunction<ReadModel> readModels,
        IntFunction<ViewStore> views)
        implements Job {

    private static final String REPAIR = "repair";
    private static final String GENERATION = "generation";

    /** What is asked for. */
    public static Fields settings(boolean repair) {
        return Document.fields().put(REPAIR, repair ? "yes" : null).build();
    }

    @Override
    public void work(LeasedOperation operation) {
        if (operation.current().state().equals(Fields.NONE)) {
            int serving = generations.inUse().serving();
            operation.save(now ->
                    now.with(now.progress(), Document.fields().put(GENERATION, serving).build()));
        }
        int generation = operation.current().state().integer(GENERATION);
        if (generation != generations.inUse().serving()) {
            throw new IllegalStateException("a rebuild has let another generation serve meanwhile");
        }
        Findings findings =
                comparison.run(
                        operation,
                        readModels.apply(generation),
                        views.apply(generation),
                        operation.current().settings().textOrNull(REPAIR) != null);
        operation.end(Status.SUCCEEDED, findings.result());
    }

    @Override
    public void fail(LeasedOperation operation, RuntimeException cause) {
        operation.end(
                Status.FAILED,
                Document.fields().put("cause", String.valueOf(cause.getMessage())).build());
    }
}
