package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.FieldsBuilder;
import dev.orderstream.eventsourcing.operation.Job;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.verify.Comparison;
import dev.orderstream.eventsourcing.verify.Findings;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
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
        IntFunction<ReadModel> readModels,
        IntFunction<ViewStore> views,
        Comparison comparison,
        int codeRevision,
        Duration retiringFor)
        implements Job {

    private static final String PHASE = "phase";
    private static final String MENDED = "mended";
    private static final int NOTICES_LISTED_MAX = 20;

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
        operation.save(now ->
                now.with(
                        now.progress(),
                        change.apply(now.state()).with(PHASE, new Document.Text(next.name()))));
    }

    /** From here on new commits are brought to the generation, or leave a notice that they lack. */
    private void claim(LeasedOperation operation) {
        String id = operation.current().id();
        ledger.change(current ->
                current.filledBy(id).isPresent()
                        ? Optional.empty()
                        : Optional.of(current.claimed(id, codeRevision)));
        goOnTo(Phase.TABLE, operation, state -> state);
    }

    private int generation(LeasedOperation operation) {
        return ledger.read()
                .filledBy(operation.current().id())
                .orElseThrow(() -> new IllegalStateException("the generation was given up"));
    }

    private void makeTable(LeasedOperation operation) {
        int generation = generation(operation);
        tables.create(generation);
        if (ledger.read().filledBy(operation.current().id()).isEmpty()) {
            // It was given up meanwhile, and perhaps removed before it was there.
            tables.delete(generation);
        }
        long estimate = comparison.commits().estimate();
        operation.save(now -> now.with(now.progress().expecting(2 * estimate), now.state()));
        goOnTo(Phase.FILL, operation, state -> state);
    }

    private void fill(LeasedOperation operation) {
        ReadModel model = readModels.apply(generation(operation));
        SegmentedScan scan = comparison.scan();
        Fill fill = new Fill(comparison.commits(), model, scan, comparison.clock());
        scan.run(operation, fill::open);
        goOnTo(Phase.CATCH_UP, operation, SegmentedScan::forget);
    }

    /** What the projector could not write, or left to newer code, is written now. */
    private void catchUp(LeasedOperation operation) {
        retryNotices(operation, generation(operation));
        goOnTo(Phase.VERIFY, operation, state -> state);
    }

    private void retryNotices(LeasedOperation operation, int generation) {
        ReadModel model = readModels.apply(generation);
        model.parked().retryAll(model.catchUp(), comparison.clock().instant(), operation::renew);
    }

    /** What differs is mended once, and all is looked at again then. */
    private void verify(LeasedOperation operation) {
        int generation = generation(operation);
        boolean mended = operation.current().state().textOrNull(MENDED) != null;
        Findings found =
                comparison.run(
                        operation, readModels.apply(generation), views.apply(generation), !mended);
        if (found.open() > 0 || (mended && found.differing() > 0)) {
            throw new RebuildFailedException(
                    "the new generation differs from the commits", found.write());
        }
        if (found.differing() > 0) {
            goOnTo(
                    Phase.VERIFY,
                    operation,
                    state -> Comparison.forget(state).with(MENDED, new Document.Text("yes")));
        } else {
            goOnTo(Phase.FLIP, operation, state -> state);
        }
    }

    private void flip(LeasedOperation operation) {
        String id = operation.current().id();
        if (!ledger.read().isServingBy(id)) {
            int generation = generation(operation);
            retryNotices(operation, generation);
            checkNotices(generation);
            ledger.change(current -> flipped(current, id));
        }
        Ledger flipped = ledger.read();
        if (flipped.isServingBy(id)) {
            // A batch that was under way may have left a notice after they were looked at.
            retryNotices(operation, flipped.serving());
        }
        operation.end(Status.SUCCEEDED, result(operation.current().state(), flipped));
    }

    private Optional<Ledger> flipped(Ledger current, String id) {
        if (current.isServingBy(id)) {
            return Optional.empty();
        }
        int generation =
                current.filledBy(id)
                        .orElseThrow(() -> new IllegalStateException("it was given up meanwhile"));
        return Optional.of(
                current.flipped(generation, id, comparison.clock().instant().plus(retiringFor)));
    }

    /** A stream may be parked only where it is in the generation that serves, too. */
    private void checkNotices(int generation) {
        int serving = ledger.read().serving();
        List<Notice> lacked =
                notices.all(generation).stream()
                        .filter(notice -> notices.find(serving, notice.stream()).isEmpty())
                        .toList();
        if (!lacked.isEmpty()) {
            throw new RebuildFailedException(
                    "%d streams are parked in the new generation alone".formatted(lacked.size()),
                    Document.fields()
                            .put(
                                    "parked",
                                    lacked.stream().limit(NOTICES_LISTED_MAX).toList(),
                                    Rebuild::write)
                            .build());
        }
    }

    private static Fields write(Notice notice) {
        return Document.fields()
                .put("stream_id", notice.stream().toString())
                .put("version", notice.version())
                .put("cause", notice.cause())
                .build();
    }

    private static Fields result(Fields state, Ledger flipped) {
        Findings findings = Comparison.findings(state);
        return Document.fields()
                .put("generation", flipped.serving())
                .put("checked", findings.checked())
                .put("parked", findings.parked())
                .put("undecided", findings.undecided())
                .build();
    }

    @Override
    public void fail(LeasedOperation operation, RuntimeException cause) {
        abandon(operation.current().id());
        FieldsBuilder result = Document.fields().put("cause", String.valueOf(cause.getMessage()));
        if (cause instanceof RebuildFailedException failed) {
            failed.found().values().forEach(result::put);
        }
        operation.end(Status.FAILED, result.build());
    }

    /**
     * Gives up what an operation has filled, before it serves.
     *
     * @return false where it serves already
     */
    public boolean abandon(String operation) {
        Ledger now =
                ledger.change(current ->
                        current.filledBy(operation)
                                .map(generation ->
                                        current.dropped(generation, comparison.clock().instant())));
        return !now.isServingBy(operation);
    }
}
