package dev.orderstream.local;

import java.time.Duration;

/**
 * The poller's sense of time: a clock that only goes forward, and sleep. Tests pass one that they
 * move themselves.
 */
interface PollerTime {

    PollerTime SYSTEM =
            new PollerTime() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
}
