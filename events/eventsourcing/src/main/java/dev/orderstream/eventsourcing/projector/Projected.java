package dev.orderstream.eventsourcing.projector;

import static java.util.Comparator.naturalOrder;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of a batch.
 *
 * @param failed what has to come again
 * @param faults for the log
 */
public record Projected(List<Doorbell> failed, List<Fault> faults, Figures figures) {

    public Projected {
        failed = List.copyOf(failed);
        faults = List.copyOf(faults);
    }

    /** From where on everything has to come again: a sequence is repeated from a place on. */
    public Optional<Doorbell> firstFailed() {
        return failed.stream().min(Comparator.comparing(Doorbell::place));
    }

    /** A stream that did not come to where its doorbells are. */
    public record Fault(int generation, StreamId stream, RuntimeException cause, Fate fate) {}

    /** What becomes of a stream with a fault. */
    public enum Fate {
        /** The fault will pass: its doorbells come again. */
        COMES_AGAIN,

        /** The fault lasts: its notice waits for somebody who mends the cause. */
        PARKED,

        /**
         * The fault will pass, in a generation that holds nobody up, such as one whose table is
         * just being made: its notice stands until it is caught up there.
         */
        LEFT_BEHIND
    }

    /**
     * What the batch was, in the generation that serves.
     *
     * @param lag from the oldest commit that the batch brought into a view to now; empty where it
     *     brought none
     * @param gapsRepaired how often the event store was asked for what the batch lacked
     * @param duplicatesSkipped doorbells of commits that were in the view before
     * @param parked for a fault that lasts, in any generation
     * @param heartbeatLag the greatest lag of the heartbeats in the batch that had not arrived
     *     before; empty where there was none
     */
    public record Figures(
            Optional<Duration> lag,
            int viewsWritten,
            int gapsRepaired,
            int duplicatesSkipped,
            int parked,
            Optional<Duration> heartbeatLag) {

        /** The greater of both lags, where it is worth a note. */
        public Optional<Duration> noticeableLag() {
            return Stream.of(lag, heartbeatLag)
                    .flatMap(Optional::stream)
                    .filter(LagNotes::isNoted)
                    .max(naturalOrder());
        }
    }
}
