package dev.orderstream.local;

import java.time.Duration;

/** Time that passes only when a test says so. */
final class ManualTime implements PollerTime {

    private long nanos = 1_000;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        nanos += duration.toNanos();
    }
}
