package dev.orderstream.testkit;

import java.time.Duration;

/** Checks again what an eventually consistent read may show late. */
final class Eventually {

    private static final long WAIT_NANOS_MAX = Duration.ofSeconds(60).toNanos();
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    static void check(Runnable assertion) {
        long started = System.nanoTime();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - started > WAIT_NANOS_MAX) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("told to stop while waiting", e);
        }
    }
}
