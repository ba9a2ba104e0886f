package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.operation.LeasedOperation;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Notices;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.scan.Batches;
import dev.orderstream.eventsourcing.scan.SegmentRuns;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.scan.SegmentedScan.Step;
import dev.orderstream.eventsourcing.scan.StreamRun;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares a generation with the commits: at first every stream's view, then what is in the read
 * model beside those: counters, and views without a stream.
 */
public record Comparison(
        EventStore events,
        AllCommits commits,
        Notices notices,
        SegmentedScan scan,
        Duration allowedLag,
        InstantSource clock,
        Ticker ticker) {

    private static final String PART = "comparing";
    private static final String STREAMS = "streams";
    private static final String VIEWS = "views";
    private static final String FINDINGS = "findings";

    /**
     * Goes on with a comparison from where its operation stands.
     *
     * @param repair whether what differs is mended
     */
    public Findings run(
            LeasedOperation operation, ReadModel model, ViewStore views, boolean repair) {
        Checks checks = checks(operation, model, views, repair);
        if (operation.current().state().textOrNull(PART) == null) {
            long estimate = commits.estimate();
            operation.save(now ->
                    now.with(
                            now.progress().expecting(estimate),
                            now.state()
                                    .with(FINDINGS, Findings.NONE.write())
                                    .with(PART, text(STREAMS))));
        }
        if (operation.current().state().text(PART).equals(STREAMS)) {
            scan.run(operation, (segment, after) -> streams(operation, checks, segment, after));
            change(operation, state -> SegmentedScan.forget(state).with(PART, text(VIEWS)));
        }
        scan.run(operation, (segment, after) -> beside(operation, checks, views, segment, after));
        return findings(operation.current().state());
    }

    /** What was found as far as a state says. */
    public static Findings findings(Fields state) {
        return Findings.read(state.fields(FINDINGS));
    }

    private Checks checks(
            LeasedOperation operation, ReadModel model, ViewStore views, boolean repair) {
        CatchUp catchUp = model.catchUp().telling(operation::alive);
        StreamCheck streamCheck = new StreamCheck(catchUp, views);
        CountersCheck countersCheck = new CountersCheck(views, operation::alive);
        Confirmation confirmation =
                new Confirmation(
                        model,
                        events,
                        notices,
                        streamCheck,
                        countersCheck,
                        repair ? new Repair(catchUp, views, model.parked(), clock) : null);
        return new Checks(
                views,
                looks -> Batches.run(scan.atOnce(), looks, operation::alive),
                confirmation,
                streamCheck,
                countersCheck);
    }

    /** The state without what this has kept in it: the next comparison begins anew. */
    public static Fields forget(Fields state) {
        return SegmentedScan.forget(state).without(PART).without(FINDINGS);
    }

    private static Document text(String value) {
        return new Document.Text(value);
    }

    private static void change(LeasedOperation operation, UnaryOperator<Fields> change) {
        operation.save(now -> now.with(now.progress(), change.apply(now.state())));
    }

    private static UnaryOperator<Fields> adding(Findings more) {
        return state ->
                state.with(FINDINGS, Findings.read(state.fields(FINDINGS)).plus(more).write());
    }

    /** What a reader has read since it last stood where all was decided. */
    private final class Undecided {
        private final LeasedOperation operation;
        private final Suspects suspects;
        private Findings findings = Findings.NONE;
        private long items;

        Undecided(LeasedOperation operation) {
            this.operation = operation;
            this.suspects = new Suspects(allowedLag, clock, ticker, operation::alive);
        }

        /** Whether the place that is reached now can be gone on from. */
        boolean isSettled(boolean ended) {
            if (ended || suspects.areDue()) {
                findings = findings.plus(suspects.decide());
            }
            if (!suspects.isEmpty()) {
                operation.alive();
            }
            return suspects.isEmpty();
        }

        Step step(@Nullable Place after, boolean ended) {
            Step step = new Step(items, after, ended, adding(findings));
            findings = Findings.NONE;
            items = 0;
            return step;
        }
    }

    private SegmentedScan.Reader streams(
            LeasedOperation operation, Checks checks, Segment segment, @Nullable Place after) {
        SegmentRuns runs = new SegmentRuns(commits, segment, after);
        Undecided open = new Undecided(operation);
        return () -> {
            while (true) {
                SegmentRuns.Part part = runs.next();
                open.items += part.commitsRead();
                List<StreamRun> met =
                        part.runs().stream()
                                .filter(run -> run.isToTheLast() && !isHeartbeat(run.stream()))
                                .toList();
                open.findings = open.findings.plus(checks.streams(met, open.suspects));
                if (open.isSettled(part.isLast())) {
                    return open.step(part.next(), part.isLast());
                }
            }
        };
    }

    private static boolean isHeartbeat(StreamId stream) {
        return stream.category().equals(Heartbeat.CATEGORY);
    }

    private SegmentedScan.Reader beside(
            LeasedOperation operation,
            Checks checks,
            ViewStore views,
            Segment segment,
            @Nullable Place from) {
        Undecided open = new Undecided(operation);
        return new SegmentedScan.Reader() {
            private @Nullable Place after = from;

            @Override
            public Step next() {
                while (true) {
                    ViewStore.Page page = views.scan(segment, after);
                    open.items += page.items().size();
                    open.findings = open.findings.plus(checks.beside(page.items(), open.suspects));
                    after = page.next().orElse(null);
                    boolean ended = page.next().isEmpty();
                    if (open.isSettled(ended)) {
                        return open.step(after, ended);
                    }
                }
            }
        };
    }
}
