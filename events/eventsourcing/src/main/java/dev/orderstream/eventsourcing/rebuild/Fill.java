package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.CaughtUp;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.scan.Batches;
import dev.orderstream.eventsourcing.scan.SegmentRuns;
import dev.orderstream.eventsourcing.scan.SegmentedScan;
import dev.orderstream.eventsourcing.scan.SegmentedScan.Reader;
import dev.orderstream.eventsourcing.scan.SegmentedScan.Step;
import dev.orderstream.eventsourcing.scan.StreamRun;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the views of a generation from all commits, while the projector brings new commits to it.
 * Where a stream was read from its first commit on, its view is created; where there is one, or
 * where commits are missing in what was read, the stream is caught up.
 */
final class Fill {

    /** So many notices that the serving generation lacks show that no more need to be tried. */
    private static final int LACKED_MAX = 1_000;

    private final AllCommits commits;
    private final ReadModel model;
    private final Predicate<StreamId> isParkedWhereServing;
    private final SegmentedScan scan;
    private final InstantSource clock;
    private final Runnable alive;
    private final AtomicInteger lacked = new AtomicInteger();

    Fill(
            AllCommits commits,
            ReadModel model,
            Predicate<StreamId> isParkedWhereServing,
            SegmentedScan scan,
            InstantSource clock,
            Runnable alive) {
        this.commits = commits;
        this.model = model;
        this.isParkedWhereServing = isParkedWhereServing;
        this.scan = scan;
        this.clock = clock;
        this.alive = alive;
    }

    Reader open(Segment segment, @Nullable Place after) {
        SegmentRuns runs = new SegmentRuns(commits, segment, after);
        return () -> {
            SegmentRuns.Part part = runs.next();
            List<Supplier<Boolean>> views =
                    part.runs().stream()
                            .filter(run -> !run.stream().category().equals(Heartbeat.CATEGORY))
                            .<Supplier<Boolean>>map(run -> () -> fill(run))
                            .toList();
            Batches.run(scan.atOnce(), views, alive);
            return new Step(part.commitsRead(), part.next(), part.isLast(), state -> state);
        };
    }

    /** Whether the stream is there as far as it was read; if not it is parked. */
    private boolean fill(StreamRun run) {
        CatchUp catchUp = model.catchUp().telling(alive);
        CaughtUp filled =
                run.isFromTheFirst()
                        ? catchUp.create(run.stream(), run.commits())
                        : catchUp.run(run.stream(), run.lastVersion(), run.commits());
        if (filled instanceof Stuck stuck) {
            park(run.stream(), stuck);
            return false;
        }
        return true;
    }

    private static Fields write(StreamId stream, Stuck stuck) {
        return Document.fields()
                .put("stream_id", stream.toString())
                .put("version", stuck.version())
                .put("cause", String.valueOf(stuck.cause().getMessage()))
                .build();
    }

    private void park(StreamId stream, Stuck stuck) {
        model.parked().park(stream, stuck.version(), stuck.cause(), clock.instant());
        if (!isParkedWhereServing.test(stream) && lacked.incrementAndGet() > LACKED_MAX) {
            throw new RebuildFailedException(
                    "more than %d streams can't be taken in that the serving generation has"
                            .formatted(LACKED_MAX),
                    Document.fields()
                            .put("streams", List.of(stuck), last -> write(stream, last))
                            .build());
        }
    }
}
