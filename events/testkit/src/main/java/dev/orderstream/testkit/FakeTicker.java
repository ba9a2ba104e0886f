package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A ticker whose time passes only by sleeping or by being told to; it remembers the pauses. */
public final class FakeTicker implements Ticker {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000Z");

    private final List<Duration> pauses = new ArrayList<>();
    private volatile Runnable whileSleeping = () -> {};
    private long nanos;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration time) {
        synchronized (this) {
            pauses.add(time);
            advance(time);
        }
        whileSleeping.run();
    }

    /** Lets something happen during each sleep. */
    public void whileSleeping(Runnable act) {
        whileSleeping = act;
    }

    public synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    /** A clock that this ticker drives. */
    public InstantSource clock() {
        return () -> START.plusNanos(nanoTime());
    }

    /** What was slept, in order. */
    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** The time since this ticker was made. */
    public synchronized Duration elapsed() {
        return Duration.ofNanos(nanos);
    }
}
