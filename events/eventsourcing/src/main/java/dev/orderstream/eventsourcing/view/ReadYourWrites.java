package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Waits until a read shows what its caller wrote: reads again with growing pauses until the answer
 * is recent enough or the time is over. The first read is the cheap one, which mostly suffices.
 */
public record ReadYourWrites(Ticker ticker) {

    private static final Duration PAUSE_FIRST = Duration.ofMillis(5);
    private static final Duration PAUSE_MAX = Duration.ofMillis(250);

    /** The last answer, and whether it was recent enough. */
    public record Answer<T>(T value, boolean recent) {}

    public <T> Answer<T> await(
            Duration timeout, Function<Consistency, T> read, Predicate<T> recent) {
        long startedNanos = ticker.nanoTime();
        Duration pause = PAUSE_FIRST;
        T value = read.apply(Consistency.EVENTUAL);
        while (!recent.test(value)) {
            value = read.apply(Consistency.STRONG);
            if (recent.test(value)) {
                break;
            }
            Duration left = timeout.minusNanos(ticker.nanoTime() - startedNanos);
            if (!left.isPositive()) {
                return new Answer<>(value, false);
            }
            ticker.sleep(shorter(pause, left));
            pause = shorter(pause.multipliedBy(3).dividedBy(2), PAUSE_MAX);
        }
        return new Answer<>(value, true);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
