package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.CaughtUp.Reached;
import dev.orderstream.eventsourcing.projector.CaughtUp.Stuck;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * Streams that are set aside because a commit of theirs can't be taken in, so that all others go
 * on. They are tried again by the next commit of theirs and, after growing pauses, by {@link
 * #retry}.
 */
public final class ParkedStreams {

    private static final Duration PAUSE_FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);

    private static final int CAUSE_CHARACTERS_MAX = 500;

    private final Notices notices;
    private final int generation;
    private final boolean serving;
    private final int ahead;

    private ParkedStreams(Notices notices, int generation, boolean serving, int ahead) {
        this.notices = notices;
        this.generation = generation;
        this.serving = serving;
        this.ahead = ahead;
    }

    /** Those of the generation that serves. */
    public static ParkedStreams serving(Notices notices, int generation) {
        return new ParkedStreams(notices, generation, true, generation);
    }

    /** Those of a generation that is filled, where no reader is. */
    public static ParkedStreams filling(Notices notices, int generation) {
        return new ParkedStreams(notices, generation, false, generation);
    }

    /**
     * Those of a generation beside the one that serves. A stream waits until it is not parked there
     * any more: a reader who is still at a retired generation comes to the serving one next, and
     * would be shown less than he has seen.
     */
    public static ParkedStreams beside(Notices notices, int generation, int serving) {
        return new ParkedStreams(notices, generation, false, serving);
    }

    /**
     * Sets a stream aside that can't come to a version.
     *
     * @throws OutageException where the generation is something else by now than it was taken for
     */
    public void park(StreamId stream, long version, RuntimeException cause, Instant now) {
        if (serving) {
            notices.park(generation, stream, version, text(cause), now);
        } else if (!notices.parkBeside(generation, stream, version, text(cause), now)) {
            throw new OutageException(
                    false, new IllegalStateException("the generation is not beside any more"));
        }
    }

    /** A message may hold what a stranger wrote, of any length. */
    private static String text(RuntimeException cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        return text.length() <= CAUSE_CHARACTERS_MAX
                ? text
                : text.substring(0, CAUSE_CHARACTERS_MAX) + "…";
    }

    /**
     * Tries every parked stream that has got past its fault meanwhile, or whose pause is over, and
     * takes back the notices of those that are up to date then.
     *
     * @return how many stay parked
     * @throws OutageException where a store can't be reached; all others were tried then, too
     */
    public int retry(CatchUp catchUp, Instant now) {
        return retry(
                notice -> isDue(notice, catchUp, now) && !waits(notice), catchUp, now, () -> {});
    }

    /**
     * Tries every parked stream, however short ago it was tried and wherever else it is parked.
     *
     * @param alive is called between two of them
     * @return how many stay parked
     * @throws OutageException where a store can't be reached; all others were tried then, too
     */
    public int retryAll(CatchUp catchUp, Instant now, Runnable alive) {
        return retry(notice -> true, catchUp, now, alive);
    }

    /**
     * Tries one parked stream.
     *
     * @return whether it is up to date now
     */
    public boolean retryOne(Notice notice, CatchUp catchUp, Instant now) {
        return !waits(notice) && isUpToDate(notice, catchUp, now);
    }

    private boolean waits(Notice notice) {
        return ahead != generation && notices.find(ahead, notice.stream()).isPresent();
    }

    private int retry(Predicate<Notice> due, CatchUp catchUp, Instant now, Runnable alive) {
        int parked = 0;
        OutageException outage = null;
        Iterator<Notice> standing = notices.all(generation).iterator();
        while (standing.hasNext()) {
            Notice notice = standing.next();
            try {
                parked += due.test(notice) && isUpToDate(notice, catchUp, now) ? 0 : 1;
            } catch (OutageException passing) {
                outage = passing;
            }
            alive.run();
        }
        if (outage != null) {
            throw outage;
        }
        return parked;
    }

    /** Whether its pause is over, or somebody has got its view past the fault meanwhile. */
    private static boolean isDue(Notice notice, CatchUp catchUp, Instant now) {
        return !now.isBefore(notice.lastTried().plus(pause(notice.tries())))
                || catchUp.versionOfView(notice.stream()) >= notice.version();
    }

    /** True where the stream is up to date, not just past its fault: more may have come since. */
    private boolean isUpToDate(Notice notice, CatchUp catchUp, Instant now) {
        return switch (catchUp.runToEnd(notice.stream(), notice.version())) {
            case Reached reached -> {
                notices.remove(notice);
                yield true;
            }
            case Stuck stuck -> {
                park(notice.stream(), stuck.version(), stuck.cause(), now);
                yield false;
            }
        };
    }

    private static Duration pause(int tries) {
        // Doubled at most ten times: further doublings are beyond the longest pause anyway.
        Duration pause = PAUSE_FIRST.multipliedBy(1L << Math.clamp(tries - 1L, 0, 10));
        return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    }
}
