package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.projector.AllCommits;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the views of a generation from all commits, while the projector brings new commits to it.
 * Where a stream was read from its first commit on, its view is created; where there is one, or
 * where commits are missing in what was read, the stream is caught up.
 */
record Fill(
        AllCommits commits,
        ReadModel model,
        SegmentedScan scan,
        InstantSource clock,
        Runnable alive) {

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
        CaughtUp filled =
                run.isFromTheFirst()
                        ? model.catchUp().create(run.stream(), run.commits())
                        : model.catchUp().run(run.stream(), run.lastVersion(), run.commits());
        if (filled instanceof Stuck stuck) {
            model.parked().park(run.stream(), stuck.version(), stuck.cause(), clock.instant());
            return false;
        }
        return true;
    }
}
