package dev.orderstream.local;

import dev.orderstream.eventsourcing.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * The local stand-in for a stage's throttling: a token bucket, as API Gateway has one. It is full
 * at first, and each request takes a token.
 */
final class StageThrottle {

    private final long nanosPerToken;
    private final long fullNanos;
    private final Ticker ticker;

    /** What is in the bucket, as the time that it took to fill. */
    private long filledNanos;

    private long lookedAtNanos;

    /**
     * A full bucket.
     *
     * @param perSecond how many tokens come into it, at least 1
     * @param burst how many it holds, at least 1
     */
    StageThrottle(int perSecond, int burst, Ticker ticker) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "expected 1 or more a second and at once, got %d and %d"
                            .formatted(perSecond, burst));
        }
        this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.fullNanos = burst * nanosPerToken;
        this.ticker = ticker;
        this.filledNanos = fullNanos;
        this.lookedAtNanos = ticker.nanoTime();
    }

    /** False where the bucket is empty. */
    synchronized boolean tryTake() {
        long nowNanos = ticker.nanoTime();
        filledNanos = Math.min(fullNanos, filledNanos + (nowNanos - lookedAtNanos));
        lookedAtNanos = nowNanos;
        if (filledNanos < nanosPerToken) {
            return false;
        }
        filledNanos -= nanosPerToken;
        return true;
    }
}
