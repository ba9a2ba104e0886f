package dev.orderstream.eventsourcing;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Elapsed time and sleep, passed in so that a simulation can step them. */
public interface Ticker {

    /** Nanoseconds since some fixed moment; never goes back. */
    long nanoTime();

    /**
     * Lets time pass.
     *
     * @throws CancellationException where the thread is told to stop
     */
    void sleep(Duration time);

    /** The system's own. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("told to stop while waiting");
                }
            }
        };
    }
}
