package dev.orderstream.eventsourcing;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which a call must be answered, whatever has to be asked for it, one after the other
 * or at once. Who is asked over a network looks at {@link #left} and waits no longer.
 */
public final class Deadline {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final Ticker ticker;
    private final long endNanos;

    private Deadline(Ticker ticker, long endNanos) {
        this.ticker = ticker;
        this.endNanos = endNanos;
    }

    /** Makes the call, which has this long from now. */
    public static <T extends @Nullable Object> T within(
            Duration time, Ticker ticker, Supplier<T> call) {
        Deadline deadline = new Deadline(ticker, ticker.nanoTime() + time.toNanos());
        return ScopedValue.where(CURRENT, deadline).call(call::get);
    }

    /** What is left of the time, zero where it is over; nothing where the call has no end. */
    public static Optional<Duration> left() {
        if (!CURRENT.isBound()) {
            return Optional.empty();
        }
        Deadline deadline = CURRENT.get();
        long nanos = deadline.endNanos - deadline.ticker.nanoTime();
        return Optional.of(Duration.ofNanos(Math.max(0, nanos)));
    }

    /** The task with the deadline of whoever hands it to another thread. */
    static Runnable inherited(Runnable task) {
        if (!CURRENT.isBound()) {
            return task;
        }
        Deadline deadline = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, deadline).run(task);
    }
}
