package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.FieldsBuilder;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Findings;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Fills another generation of the read model from all commits, proves it, and lets it serve.
 * Commands, queries and the projector go on meanwhile. Each phase can be begun again at any point:
 * what was done is met, not done twice.
 *
 * @param codeRevision of the projections that this code has
 * @param retiringFor how long readers may still be at a generation that does not serve any more
 */
public record Rebuild(
        GenerationLedger ledger,
        ReadTables tables,
        Notices notices,
        GenerationModels models,
        Comparison comparison,
        int codeRevision,
        Duration retiringFor)
        implements Job {

    private static final String PHASE = "phase";
    private static final String MENDED = "mended";
    private static final int NOTICES_LISTED_MAX = 20;
    private static final int FLIP_LOOKS_MAX = 10;

    /** So many numbers are passed over whose places an earlier deployment left behind. */
    private static final int LEFT_BEHIND_MAX = 100;

    /** In the order that they come in. */
    private enum Phase {
        CLAIM,
        TABLE,
        FILL,
        CATCH_UP,
        VERIFY,
        FLIP
    }

    @Override
    public void work(LeasedOperation operation) {
        for (Phase phase = phase(operation); phase != Phase.FLIP; phase = phase(operation)) {
            switch (phase) {
                case CLAIM -> claim(operation);
                case TABLE -> makeTable(operation);
                case FILL -> fill(operation);
                case CATCH_UP -> catchUp(operation);
                case VERIFY -> verify(operation);
                case FLIP -> throw new IllegalStateException("the last phase ends the loop");
            }
        }
        flip(operation);
    }

    private static Phase phase(LeasedOperation operation) {
        String name = operation.current().state().textOrNull(PHASE);
        return name == null ? Phase.CLAIM : Phase.valueOf(name);
    }

    private static void goOnTo(
            Phase next, LeasedOperation operation, UnaryOperator<Fields> change) {
        operation.save(now -> now.with(now.progress(), at(next, change.apply(now.state()))));
    }

    /** From here on new commits are brought to the generation, or leave a notice that they lack. */
    private void claim(LeasedOperation operation) {
        String id = operation.current().id();
        operation.save(
                now -> now.with(now.progress(), at(Phase.TABLE, now.state())),
                (previous, next) -> {
                    Ledger current = ledger.read();
                    return ledger.replace(
                            current,
                            current.claimed(id, codeRevision, unused(current.highest())),
                            previous,
                            next);
                });
    }

    /**
     * The next number whose place does not exist. An earlier deployment of the same name may have
     * left places behind; views in them must never serve. A place that is found later was made by a
     * worker of this operation.
     */
    private int unused(int highest) {
        int generation = highest + 1;
        while (tables.exists(generation)) {
            if (generation - highest >= LEFT_BEHIND_MAX) {
                throw new RebuildFailedException(
                        "read tables %d to %d exist and belong to no generation: delete them"
                                .formatted(highest + 1, generation),
                        Fields.NONE);
            }
            generation++;
        }
        return generation;
    }

    private static Fields at(Phase phase, Fields state) {
        return state.with(PHASE, new Document.Text(phase.name()));
    }

    private int generation(LeasedOperation operation) {
        return ledger.read()
                .filledBy(operation.current().id())
                .orElseThrow(() -> new IllegalStateException("the generation was given up"));
    }

    private void makeTable(LeasedOperation operation) {
        int generation = generation(operation);
        tables.create(generation);
        if (ledger.read().isGivenUp(generation)) {
            // It was perhaps removed before it was there. Where another worker has gone on
            // meanwhile, it may serve by now.
            tables.delete(generation);
        }
        long estimate = comparison.commits().estimate();
        operation.save(now ->
                now.with(now.progress().expecting(2 * estimate), at(Phase.FILL, now.state())));
    }

    private void fill(LeasedOperation operation) {
        ReadModel model = models.filling(generation(operation));
        SegmentedScan scan = comparison.scan();
        Fill fill =
                new Fill(
                        comparison.commits(),
                        model,
                        stream -> notices.find(ledger.read().serving(), stream).isPresent(),
                        scan,
                        comparison.clock(),
                        operation::alive);
        scan.run(operation, fill::open);
        goOnTo(Phase.CATCH_UP, operation, SegmentedScan::forget);
    }

    /** What the projector could not write, or left to newer code, is written now. */
    private void catchUp(LeasedOperation operation) {
        retryNotices(operation, models.filling(generation(operation)));
        goOnTo(Phase.VERIFY, operation, state -> state);
    }

    private void retryNotices(LeasedOperation operation, ReadModel model) {
        model.parked()
                .retryAll(
                        model.catchUp().telling(operation::alive),
                        comparison.clock().instant(),
                        operation::alive);
    }

    /**
     * What is wrong is mended once, and all is looked at again then. What only lacks commits,
     * because the projector is late, is caught up and right.
     */
    private void verify(LeasedOperation operation) {
        int generation = generation(operation);
        boolean mended = operation.current().state().textOrNull(MENDED) != null;
        Findings found =
                comparison.run(
                        operation, models.filling(generation), models.views(generation), true);
        if (found.open() > 0 || (mended && found.anyWrong())) {
            throw new RebuildFailedException(
                    "the new generation differs from the commits", found.result());
        }
        if (found.anyWrong()) {
            goOnTo(
                    Phase.VERIFY,
                    operation,
                    state -> Comparison.forget(state).with(MENDED, new Document.Text("yes")));
        } else {
            goOnTo(Phase.FLIP, operation, state -> state);
        }
    }

    /** A passing fault may leave a notice between two looks: it is tried and looked at again. */
    private void flip(LeasedOperation operation) {
        String id = operation.current().id();
        for (int looks = 1; !ledger.read().isServingBy(id); looks++) {
            retryNotices(operation, models.filling(generation(operation)));
            try {
                operation.save(now -> now, (previous, next) -> isFlipped(id, previous, next));
            } catch (RebuildFailedException parked) {
                if (looks == FLIP_LOOKS_MAX) {
                    throw parked;
                }
            }
        }
        int serving = ledger.read().serving();
        // What was refused because the generation was about to serve comes again by itself.
        operation.end(Status.SUCCEEDED, result(operation.current().state(), serving));
    }

    /** The notices are looked at after the ledger was read: one that comes later changes it. */
    private boolean isFlipped(String id, Operation previous, Operation next) {
        Ledger current = ledger.read();
        if (current.isServingBy(id)) {
            return true;
        }
        int generation =
                current.filledBy(id)
                        .orElseThrow(() -> new IllegalStateException("it was given up meanwhile"));
        ViewLimits limits = checkNotices(generation, current.serving());
        return ledger.replace(
                current,
                current.flipped(generation, id, comparison.clock().instant().plus(retiringFor)),
                previous,
                next,
                limits);
    }

    /**
     * A stream may be parked only where it is in the generation that serves, and as far.
     *
     * @return how far the views of those streams may come before the flip, of as many as a
     *     transaction can check
     */
    private ViewLimits checkNotices(int generation, int serving) {
        List<Notice> lacked =
                notices.all(generation)
                        .filter(notice -> lacks(generation, serving, notice.stream()))
                        .limit(NOTICES_LISTED_MAX)
                        .toList();
        if (!lacked.isEmpty()) {
            throw new RebuildFailedException(
                    "streams are parked in the new generation alone",
                    Document.fields().put("streams", lacked, Rebuild::write).build());
        }
        Map<ViewKey, Long> versions = new HashMap<>();
        notices.all(generation)
                .map(Notice::stream)
                .limit(ViewLimits.VIEWS_MAX)
                .forEach(stream ->
                        models.filling(generation)
                                .catchUp()
                                .key(stream)
                                .filter(key -> isReadable(serving, key))
                                .ifPresent(key -> versions.put(key, version(generation, stream))));
        return new ViewLimits(serving, versions);
    }

    private boolean lacks(int generation, int serving, StreamId stream) {
        return notices.find(serving, stream).isEmpty()
                || version(generation, stream) < version(serving, stream);
    }

    private long version(int generation, StreamId stream) {
        return models.filling(generation).catchUp().versionOfView(stream);
    }

    /** A damaged view is shown to no reader, so it need not stay as it is. */
    private boolean isReadable(int generation, ViewKey key) {
        try {
            models.views(generation).read(key, Consistency.STRONG);
            return true;
        } catch (UnreadableException damaged) {
            return false;
        }
    }

    private static Fields write(Notice notice) {
        return Document.fields()
                .put("stream_id", notice.stream().toString())
                .put("version", notice.version())
                .put("cause", notice.cause())
                .build();
    }

    private static Fields result(Fields state, int serving) {
        Findings findings = Comparison.findings(state);
        return Document.fields()
                .put("generation", serving)
                .put("checked", findings.checked())
                .put("parked", findings.parked())
                .put("undecided", findings.undecided())
                .build();
    }

    /** Gives up what was filled, and ends in the same write. What serves already has succeeded. */
    @Override
    public void fail(LeasedOperation operation, RuntimeException cause) {
        FieldsBuilder result = Document.fields().put("cause", String.valueOf(cause.getMessage()));
        if (cause instanceof RebuildFailedException failed) {
            failed.found().values().forEach(result::put);
        }
        operation.end(
                Status.FAILED,
                result.build(),
                (previous, next) -> {
                    Ledger current = ledger.read();
                    return ledger.replace(
                            current, abandoned(current, previous.id()), previous, next);
                });
    }

    /**
     * Ends an operation before its generation serves.
     *
     * @param aborted what the operation is then
     * @return false where it serves already, or where the operation is not as it was read any more
     */
    public boolean abort(Operation running, Operation aborted) {
        Ledger current = ledger.read();
        return !current.isServingBy(running.id())
                && ledger.replace(current, abandoned(current, running.id()), running, aborted);
    }

    private Ledger abandoned(Ledger current, String operation) {
        Instant now = comparison.clock().instant();
        return current.filledBy(operation)
                .map(generation -> current.dropped(generation, now))
                .orElseGet(current::touched);
    }
}
