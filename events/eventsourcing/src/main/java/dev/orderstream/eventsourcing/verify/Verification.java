package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
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

    /** Whether a verification was asked to mend what differs. */
    public static boolean repairs(Operation verification) {
        return verification.settings().textOrNull(REPAIR) != null;
    }

    @Override
    public void work(LeasedOperation operation) {
        boolean repair = repairs(operation.current());
        int generation;
        Findings findings;
        do {
            generation = beginOrGoOn(operation);
            findings =
                    comparison.run(
                            operation,
                            readModels.apply(generation),
                            views.apply(generation),
                            repair);
        } while (generation != generations.inUse().serving());
        operation.end(Status.SUCCEEDED, findings.result());
    }

    /** It begins anew where a rebuild has let another generation serve meanwhile. */
    private int beginOrGoOn(LeasedOperation operation) {
        int serving = generations.inUse().serving();
        Fields state = operation.current().state();
        if (state.equals(Fields.NONE) || state.integer(GENERATION) != serving) {
            Fields first = Document.fields().put(GENERATION, serving).build();
            operation.save(now -> now.with(Progress.NONE, first));
        }
        return serving;
    }

    @Override
    public void fail(LeasedOperation operation, RuntimeException cause) {
        operation.end(
                Status.FAILED,
                Document.fields().put("cause", String.valueOf(cause.getMessage())).build());
    }
}
