package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;

/** A line now and then, for logs and pipes. */
final class LineMeter implements Meter {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Screen screen;
    private final String what;
    private final String unit;
    private final Ticker ticker;
    private final long begunNanos;
    private long shownNanos;
    private long begunAt = -1;
    private long done;

    LineMeter(Screen screen, String what, String unit, Ticker ticker) {
        this.screen = screen;
        this.what = what;
        this.unit = unit;
        this.ticker = ticker;
        this.begunNanos = ticker.nanoTime();
        this.shownNanos = begunNanos;
    }

    @Override
    public synchronized void at(long nowDone, long total) {
        if (begunAt < 0) {
            // Of what was done before, somebody else knows how long it took.
            begunAt = nowDone;
        }
        done = nowDone;
        long now = ticker.nanoTime();
        if (now - shownNanos >= BETWEEN.toNanos()) {
            shownNanos = now;
            screen.remark(line(total, perSecond(now)));
        }
    }

    private String line(long total, long perSecond) {
        String reached =
                "%s: %s of %s %s (%s)"
                        .formatted(
                                what,
                                Wording.number(done),
                                Wording.number(total),
                                unit,
                                Wording.share(done, total));
        return perSecond == 0
                ? reached
                : "%s, %s/s, %s left"
                        .formatted(
                                reached,
                                Wording.number(perSecond),
                                Wording.time(
                                        Duration.ofSeconds(
                                                Math.max(1, (total - done) / perSecond))));
    }

    private long perSecond(long now) {
        long nanos = Math.max(1, now - begunNanos);
        return Math.round((done - Math.max(0, begunAt)) * 1e9 / nanos);
    }

    @Override
    public synchronized void close() {
        long now = ticker.nanoTime();
        screen.remark(
                "%s: %s %s in %s, %s/s"
                        .formatted(
                                what,
                                Wording.number(done),
                                unit,
                                Wording.time(Duration.ofNanos(now - begunNanos)),
                                Wording.number(perSecond(now))));
    }
}
