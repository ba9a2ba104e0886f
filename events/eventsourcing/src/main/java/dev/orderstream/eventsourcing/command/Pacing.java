package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The time that a command may take, and the pauses between its attempts: full jitter under a bound
 * that doubles.
 */
public record Pacing(
        Duration budget,
        Duration pauseFirst,
        Duration pauseMax,
        Ticker ticker,
        RandomGenerator random) {

    /** 20 s in all, under API Gateway's 30; pauses of up to 10 ms at first and 500 ms at most. */
    public static Pacing standard(Ticker ticker, RandomGenerator random) {
        return new Pacing(
                Duration.ofSeconds(20),
                Duration.ofMillis(10),
                Duration.ofMillis(500),
                ticker,
                random);
    }

    /** The same pauses within another time. */
    public Pacing within(Duration time) {
        return new Pacing(time, pauseFirst, pauseMax, ticker, random);
    }

    Attempts start() {
        return new Attempts(this);
    }

    /** The attempts of one command. */
    static final class Attempts {
        private final Pacing pacing;
        private final long startedNanos;
        private Duration bound;

        private Attempts(Pacing pacing) {
            this.pacing = pacing;
            this.startedNanos = pacing.ticker.nanoTime();
            this.bound = pacing.pauseFirst;
        }

        boolean timeIsOver() {
            return pacing.ticker.nanoTime() - startedNanos >= pacing.budget.toNanos();
        }

        /**
         * What a call answers, which is made again as it was while it has no definite answer.
         *
         * @param mayBeStored whether what is to be stored may be so already
         * @throws OutageException where the time is over first
         */
        <T> T untilAnswered(boolean mayBeStored, Supplier<T> call) {
            boolean mayHaveLanded = mayBeStored;
            while (true) {
                try {
                    return call.get();
                } catch (OutageException outage) {
                    mayHaveLanded |= outage.writeMayHaveLanded();
                    pauseAfter(new OutageException(mayHaveLanded, outage));
                }
            }
        }

        private void pauseAfter(OutageException outage) {
            if (timeIsOver()) {
                throw outage;
            }
            try {
                pause();
            } catch (CancellationException stopped) {
                outage.addSuppressed(stopped);
                throw outage;
            }
        }

        void pause() {
            pacing.ticker.sleep(Duration.ofNanos(pacing.random.nextLong(takeBound() + 1)));
        }

        /** Several reads may pause at once. */
        private synchronized long takeBound() {
            long nanos = bound.toNanos();
            Duration doubled = bound.multipliedBy(2);
            bound = doubled.compareTo(pacing.pauseMax) < 0 ? doubled : pacing.pauseMax;
            return nanos;
        }
    }
}
