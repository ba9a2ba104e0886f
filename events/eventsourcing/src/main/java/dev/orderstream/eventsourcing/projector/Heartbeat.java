package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A commit that was made for nothing but to arrive: one a minute, so that a dead projector shows
 * while nobody orders. A day's heartbeats are a stream of their own, which no view is made of.
 */
public record Heartbeat(Instant sentAt, Instant arrivedAt) {

    public static final String CATEGORY = "Heartbeat";

    /**
     * How long a heartbeat may be on its way before it is missed, next to the minute between two.
     */
    private static final Duration OVERDUE_AFTER = Duration.ofSeconds(90);

    static StreamId stream(Instant now) {
        return new StreamId(CATEGORY, LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
    }

    /** Never negative: the clocks of two machines differ. */
    static Duration elapsed(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }

    public Duration lag() {
        return elapsed(sentAt, arrivedAt);
    }

    /** Its lag, or its age where the next one should have arrived long ago. */
    public Duration lagAt(Instant now) {
        Duration age = elapsed(sentAt, now);
        return age.compareTo(OVERDUE_AFTER) > 0 ? age : lag();
    }
}
