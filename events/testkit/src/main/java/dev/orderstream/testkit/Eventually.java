package dev.orderstream.testkit;

import java.time.Duration;

/** Checks again what an eventually consistent read may show late. */
final class Eventually {

    private static final int CHECKS_MAX = 12_000;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    static void check(Runnable assertion) {
        for (int checks = 1; ; checks++) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (checks == CHECKS_MAX) {
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
