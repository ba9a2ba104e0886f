package dev.orderstream.eventsourcing.scan;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.util.Comparator;
import java.util.List;

/**
 * Commits of one stream that a scan has found together, mostly all that it has.
 *
 * @param isToTheLast whether no more of the stream come: one that is long comes in parts, each from
 *     where the one before has ended
 */
public record StreamRun(StreamId stream, List<Doorbell> doorbells, boolean isToTheLast) {

    public StreamRun {
        doorbells = doorbells.stream().sorted(Comparator.comparingLong(Doorbell::version)).toList();
    }

    /** Those that could be read, in their order. */
    public List<Commit> commits() {
        return doorbells.stream().flatMap(doorbell -> doorbell.commit().stream()).toList();
    }

    public long lastVersion() {
        return doorbells.getLast().version();
    }

    /** Whether it has every commit from the first one to its last. */
    public boolean isFromTheFirst() {
        List<Commit> commits = commits();
        return commits.size() == doorbells.size() && lastVersion() == commits.size();
    }
}
