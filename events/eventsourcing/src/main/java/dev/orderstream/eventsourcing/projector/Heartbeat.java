package dev.orderstream.eventsourcing.projector;

import dev.orderstream.eventsourcing.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit whose only purpose is to arrive, so that a projector that stands still shows while
 * nobody orders. Each minute sends one to each of {@value #STREAMS} streams: their keys spread over
 * the event table's partitions, so that most shards of its stream carry some. A day's heartbeats
 * are streams of their own, and no view is made of them.
 */
public final class Heartbeat {

    public static final String CATEGORY = "Heartbeat";

    /** Streams a day; they are numbered from 0. */
    public static final int STREAMS = 16;

    /** Time between two heartbeats of one stream. */
    public static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Pattern ID = Pattern.compile("\\d{4}-\\d{2}-\\d{2}-(\\d{1,2})");

    private Heartbeat() {}

    /** The stream of a day (UTC) with this number. */
    public static StreamId stream(Instant day, int number) {
        return new StreamId(CATEGORY, LocalDate.ofInstant(day, ZoneOffset.UTC) + "-" + number);
    }

    /**
     * The number of a heartbeat's stream; empty for a stream that the current code never writes.
     */
    public static OptionalInt number(StreamId stream) {
        Matcher id = ID.matcher(stream.id());
        if (!stream.category().equals(CATEGORY) || !id.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(id.group(1));
        return number < STREAMS ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Never negative: the clocks of two machines differ. */
    static Duration elapsed(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
