package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.function.UnaryOperator;

/**
 * What may be put between operations on the whole read model and the faults of their ports. Each is
 * made anew for each worker.
 */
public record RebuildParts(
        UnaryOperator<ViewStore> views,
        UnaryOperator<EventStore> events,
        UnaryOperator<AllCommits> commits,
        UnaryOperator<Notices> notices,
        UnaryOperator<GenerationLedger> ledger) {

    /** Nothing in between. */
    public static final RebuildParts REAL =
            new RebuildParts(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity());

    public RebuildParts withViews(UnaryOperator<ViewStore> other) {
        return new RebuildParts(other, events, commits, notices, ledger);
    }

    public RebuildParts withEvents(UnaryOperator<EventStore> other) {
        return new RebuildParts(views, other, commits, notices, ledger);
    }

    public RebuildParts withCommits(UnaryOperator<AllCommits> other) {
        return new RebuildParts(views, events, other, notices, ledger);
    }

    public RebuildParts withNotices(UnaryOperator<Notices> other) {
        return new RebuildParts(views, events, commits, other, ledger);
    }

    public RebuildParts withLedger(UnaryOperator<GenerationLedger> other) {
        return new RebuildParts(views, events, commits, notices, other);
    }
}
