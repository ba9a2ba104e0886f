package dev.orderstream.operations.cli.load;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** So many a second and no more, evenly. */
public final class Pace {

    private final Ticker ticker;
    private final long betweenNanos;
    private long nextNanos;

    private Pace(Ticker ticker, long betweenNanos) {
        this.ticker = ticker;
        this.betweenNanos = betweenNanos;
        this.nextNanos = ticker.nanoTime();
    }

    /** As fast as it goes. */
    public static Pace free() {
        return new Pace(Ticker.system(), 0);
    }

    public static Pace perSecond(int most, Ticker ticker) {
        return new Pace(ticker, TimeUnit.SECONDS.toNanos(1) / most);
    }

    /** Waits for its turn. */
    void await() {
        if (betweenNanos > 0) {
            long waitNanos = takeTurn();
            if (waitNanos > 0) {
                ticker.sleep(Duration.ofNanos(waitNanos));
            }
        }
    }

    private synchronized long takeTurn() {
        long now = ticker.nanoTime();
        nextNanos = Math.max(nextNanos, now);
        long wait = nextNanos - now;
        nextNanos += betweenNanos;
        return wait;
    }
}
