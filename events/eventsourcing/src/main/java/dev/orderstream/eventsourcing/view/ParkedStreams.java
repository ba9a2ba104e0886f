package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Streams that are set aside because a commit of theirs can't be taken in, so that all others go
 * on. They are tried again by the next commit of theirs and, after growing pauses, by {@link
 * #retry}.
 */
public final class ParkedStreams {

    private static final Duration PAUSE_FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);

    private final Notices notices;
    private final int generation;

    public ParkedStreams(Notices notices, int generation) {
        this.notices = notices;
        this.generation = generation;
    }

    public void park(StreamId stream, CaughtUp.Stuck stuck, Instant now) {
        notices.park(generation, stream, stuck.version(), cause(stuck), now);
    }

    private static String cause(CaughtUp.Stuck stuck) {
        String message = stuck.cause().getMessage();
        return message == null ? stuck.cause().getClass().getSimpleName() : message;
    }

    /**
     * Tries every parked stream whose pause is over, and takes back the notices of those that have
     * got past their fault, be it by this try or by another.
     *
     * @throws OutageException where a store can't be reached; the next call goes on
     */
    public void retry(CatchUp catchUp, Instant now) {
        for (Notice notice : notices.all(generation)) {
            if (!now.isBefore(notice.lastTried().plus(pause(notice.tries())))) {
                retry(notice, catchUp, now);
            }
        }
    }

    private void retry(Notice notice, CatchUp catchUp, Instant now) {
        switch (catchUp.run(notice.stream(), notice.version(), List.of())) {
            case CaughtUp.Reached reached -> notices.remove(notice);
            case CaughtUp.Stuck stuck -> park(notice.stream(), stuck, now);
        }
    }

    private static Duration pause(int tries) {
        // Doubled at most ten times: further doublings are beyond the longest pause anyway.
        Duration pause = PAUSE_FIRST.multipliedBy(1L << Math.clamp(tries - 1L, 0, 10));
        return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    }
}
