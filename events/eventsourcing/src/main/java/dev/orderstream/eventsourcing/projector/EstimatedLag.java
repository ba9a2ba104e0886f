package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.view.KnownLag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The lag right now, by the notes of heartbeats and late batches, for waits. The notes are read at
 * most once a second, however often they are asked for; the age of what is overdue grows meanwhile.
 * Any thread may use it. A read may throw {@link OutageException}.
 */
public final class EstimatedLag implements KnownLag {

    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Heartbeats heartbeats;
    private final InstantSource clock;
    private volatile @Nullable Reading last;

    public EstimatedLag(Heartbeats heartbeats, InstantSource clock) {
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    private record Reading(LagNotes notes, Instant at) {

        /** Not where the clock was set back either. */
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(READ_AGAIN_AFTER));
        }
    }

    @Override
    public Duration estimate() {
        Instant now = clock.instant();
        Reading reading = last;
        if (reading == null || !reading.isFresh(now)) {
            reading = new Reading(heartbeats.read(), now);
            last = reading;
        }
        return reading.notes().currentAt(now).orElse(Duration.ZERO);
    }
}
