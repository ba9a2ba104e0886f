package dev.orderstream.eventsourcing.projector;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is noted about the way from the event table to the views. The operations function notes the
 * heartbeats that it has sent, the projector those that have arrived and the batches that were
 * late. The lag is estimated from that.
 *
 * @param sent by the number of the stream
 * @param arrived by the number of the stream, when the newest heartbeat that has arrived was sent
 * @param lateBatches the greatest lags, of which some may be long ago
 */
public record LagNotes(
        Map<Integer, SentHeartbeat> sent,
        Map<Integer, Instant> arrived,
        List<BatchLag> lateBatches) {

    /** Nothing was ever sent, has arrived or was late. */
    public static final LagNotes NONE = new LagNotes(Map.of(), Map.of(), List.of());

    /** A lag up to this is the normal way of a commit: it is neither noted nor estimated. */
    public static final Duration UNNOTED_MAX = Duration.ofSeconds(1);

    /** How long the lag of a batch counts. */
    public static final Duration BATCH_COUNTS_FOR = Duration.ofMinutes(1);

    private static final Duration BATCH_IS_CURRENT_FOR = Duration.ofSeconds(3);

    /**
     * How far the clocks of two machines may differ. A time that is further ahead comes from a
     * clock that was wrong: it counts for nothing, and anything may replace it.
     */
    public static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(1);

    public LagNotes {
        sent = Map.copyOf(sent);
        arrived = Map.copyOf(arrived);
        lateBatches = List.copyOf(lateBatches);
    }

    /**
     * How far the projector is behind: the age of the oldest overdue heartbeat, or the greatest lag
     * of a batch in the last minute where that is greater. Zero where nothing points to a lag;
     * empty while no heartbeat has ever arrived and none is overdue.
     */
    public Optional<Duration> estimateAt(Instant now) {
        return estimate(now, BATCH_COUNTS_FOR);
    }

    /**
     * How far the projector is behind right now: as {@link #estimateAt}, with the batches of the
     * last three seconds. While there is a backlog each batch is late; a single slow one, as after
     * a cold start, is soon over.
     */
    public Optional<Duration> currentAt(Instant now) {
        return estimate(now, BATCH_IS_CURRENT_FOR);
    }

    private Optional<Duration> estimate(Instant now, Duration batchCountsFor) {
        Optional<Duration> lag =
                Stream.concat(overdue(now), late(now, batchCountsFor))
                        .filter(LagNotes::isNoted)
                        .max(naturalOrder());
        return lag.isEmpty() && !arrived.isEmpty() ? Optional.of(Duration.ZERO) : lag;
    }

    /** Whether a lag is great enough to be noted. */
    static boolean isNoted(Duration lag) {
        return lag.compareTo(UNNOTED_MAX) > 0;
    }

    /** Whether a noted time can be right. */
    public static boolean isPlausible(Instant time, Instant now) {
        return !time.isAfter(now.plus(CLOCKS_DIFFER_MAX));
    }

    private Stream<Duration> overdue(Instant now) {
        return IntStream.range(0, Heartbeat.STREAMS)
                .mapToObj(number -> pendingSince(number, now))
                .flatMap(Optional::stream)
                .map(since -> Heartbeat.elapsed(since, now));
    }

    private Stream<Duration> late(Instant now, Duration countsFor) {
        Instant from = now.minus(countsFor);
        return lateBatches.stream()
                .filter(batch -> batch.notedAt().isAfter(from))
                .filter(batch -> isPlausible(batch.notedAt(), now))
                .map(BatchLag::lag);
    }

    /**
     * When the oldest heartbeat was sent that has not arrived yet; empty where all of a stream's
     * have, as far as is known.
     */
    Optional<Instant> pendingSince(int number, Instant now) {
        SentHeartbeat newest = sent.get(number);
        return newest == null ? Optional.empty() : pendingSince(number, newest, now);
    }

    /**
     * The same where these were sent. Heartbeats of one stream arrive in order, so where the newest
     * has arrived all have.
     *
     * <p>If some of the pending ones have arrived since the newest was sent, the time of the next
     * one is not noted: it was sent a period after the last one that has arrived.
     */
    Optional<Instant> pendingSince(int number, SentHeartbeat newest, Instant now) {
        if (!isPlausible(newest.sentAt(), now)) {
            return Optional.empty();
        }
        Instant last = arrived.get(number);
        if (last == null || !isPlausible(last, now) || last.isBefore(newest.pendingSince())) {
            return Optional.of(newest.pendingSince());
        }
        if (!last.isBefore(newest.sentAt())) {
            return Optional.empty();
        }
        Instant next = last.plus(Heartbeat.PERIOD);
        return Optional.of(next.isBefore(newest.sentAt()) ? next : newest.sentAt());
    }
}
