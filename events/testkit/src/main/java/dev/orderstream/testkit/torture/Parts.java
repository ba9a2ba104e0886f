package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What may be put between the projector and the faults of its ports: an adopter's own layer over a
 * port, or a mutant that the torture has to catch. Each is made anew for each invocation.
 */
public record Parts(
        UnaryOperator<ViewStore> views,
        UnaryOperator<EventStore> events,
        UnaryOperator<Notices> notices,
        UnaryOperator<Supplier<List<ReadModel>>> readModels,
        Handler handler,
        Retry retry,
        RebuildParts rebuild) {

    /** Nothing in between: the projector and its callers as they are. */
    public static final Parts REAL =
            new Parts(
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    (projector, batch) -> projector.project(batch).firstFailed(),
                    (model, now) -> model.parked().retry(model.catchUp(), now),
                    RebuildParts.REAL);

    /** Hands a batch to the projector and answers from where on it has to come again. */
    @FunctionalInterface
    public interface Handler {
        Optional<Doorbell> handle(Projector projector, List<Doorbell> batch);
    }

    /** Tries the parked streams of a generation again and answers how many stay parked. */
    @FunctionalInterface
    public interface Retry {
        int retry(ReadModel model, Instant now);
    }

    public Parts withViews(UnaryOperator<ViewStore> other) {
        return new Parts(other, events, notices, readModels, handler, retry, rebuild);
    }

    public Parts withEvents(UnaryOperator<EventStore> other) {
        return new Parts(views, other, notices, readModels, handler, retry, rebuild);
    }

    public Parts withNotices(UnaryOperator<Notices> other) {
        return new Parts(views, events, other, readModels, handler, retry, rebuild);
    }

    public Parts withReadModels(UnaryOperator<Supplier<List<ReadModel>>> other) {
        return new Parts(views, events, notices, other, handler, retry, rebuild);
    }

    public Parts withHandler(Handler other) {
        return new Parts(views, events, notices, readModels, other, retry, rebuild);
    }

    public Parts withRebuild(RebuildParts other) {
        return new Parts(views, events, notices, readModels, handler, retry, other);
    }
}
