package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Waits until a read shows a commit: reads again with growing pauses until the answer is recent
 * enough or the timeout has passed. The first read is the cheap one, which mostly suffices.
 *
 * <p>It never waits for a commit that does not exist or that the caller may not see: one read of
 * the commit decides, and both cases make the same requests. It never waits when the known lag is
 * longer than the rest of the timeout. A wait that may last longer than {@link #UNLEASED_MAX} needs
 * a lease once it has lasted for {@link #LEASED_AFTER}.
 */
public record ReadYourWrites(Ticker ticker, CommitOwners commits, KnownLag lag, WaitPool pool) {

    /** The longest timeout of a wait that needs no lease. */
    public static final Duration UNLEASED_MAX = Duration.ofSeconds(1);

    /**
     * When a wait with a longer timeout takes its lease. Most waits are over by then. A wait that
     * is refused has occupied its instance for this long, and not for a second.
     */
    public static final Duration LEASED_AFTER = Duration.ofMillis(200);

    private static final Duration PAUSE_FIRST = Duration.ofMillis(5);
    private static final Duration PAUSE_MAX = Duration.ofMillis(250);

    /** The last answer, and whether it was recent enough. */
    public record Answer<T>(T value, boolean recent) {}

    /**
     * Waits for a commit.
     *
     * @param visible the streams that the caller may see; {@code recent} must hold for none of the
     *     other streams
     * @throws OutageException where the store can't be read
     */
    public <T> Answer<T> await(
            Awaited awaited,
            StreamVisibility visible,
            Function<Consistency, T> read,
            Predicate<T> recent) {
        Wait<T> wait = new Wait<>(ticker, awaited.timeout(), read, recent);
        Answer<T> first = wait.answer(Consistency.EVENTUAL);
        if (first.recent() || !exists(awaited, visible) || isHopeless(wait)) {
            return first;
        }
        boolean needsLease = awaited.timeout().compareTo(UNLEASED_MAX) > 0;
        Answer<T> early = wait.until(needsLease ? LEASED_AFTER : awaited.timeout());
        if (early.recent() || !needsLease || isHopeless(wait)) {
            return early;
        }
        Optional<WaitPool.Lease> lease = pool.acquire(() -> wait.left(UNLEASED_MAX).isPositive());
        if (lease.isEmpty()) {
            return early;
        }
        try {
            return wait.until(awaited.timeout());
        } finally {
            pool.release(lease.get());
        }
    }

    private boolean exists(Awaited awaited, StreamVisibility visible) {
        return commits.find(awaited.stream(), awaited.version())
                .filter(commit -> visible.shows(commit.owner()))
                .isPresent();
    }

    private boolean isHopeless(Wait<?> wait) {
        return lag.estimate().compareTo(wait.left()) > 0;
    }

    /** The reads of one wait, and the time that they have. */
    private static final class Wait<T> {
        private final Ticker ticker;
        private final Duration timeout;
        private final Function<Consistency, T> read;
        private final Predicate<T> recent;
        private final long startedNanos;
        private Duration pause = PAUSE_FIRST;

        Wait(Ticker ticker, Duration timeout, Function<Consistency, T> read, Predicate<T> recent) {
            this.ticker = ticker;
            this.timeout = timeout;
            this.read = read;
            this.recent = recent;
            this.startedNanos = ticker.nanoTime();
        }

        Answer<T> answer(Consistency consistency) {
            T value = read.apply(consistency);
            return new Answer<>(value, recent.test(value));
        }

        /** Reads strongly until the answer is recent or so much time has passed since the start. */
        Answer<T> until(Duration end) {
            while (true) {
                Answer<T> answer = answer(Consistency.STRONG);
                Duration left = left(end);
                if (answer.recent() || !left.isPositive()) {
                    return answer;
                }
                ticker.sleep(shorter(pause, left));
                pause = shorter(pause.multipliedBy(3).dividedBy(2), PAUSE_MAX);
            }
        }

        /** The rest of the timeout; zero or less once it has passed. */
        Duration left() {
            return left(timeout);
        }

        private Duration left(Duration end) {
            return end.minusNanos(ticker.nanoTime() - startedNanos);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
