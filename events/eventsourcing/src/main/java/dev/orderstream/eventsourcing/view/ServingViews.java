package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The views of the generation that serves. Which one that is is read at first use and then once a
 * minute: a generation that was replaced is kept for longer than that. A clock that stood still, as
 * that of a frozen function may, is made up for by {@link #forget}.
 */
public final class ServingViews implements CurrentViews {

    private static final Duration KEPT_FOR = Duration.ofSeconds(60);

    private final Generations generations;
    private final IntFunction<ViewStore> stores;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    private record Known(int generation, ViewStore store, long readAtNanos) {}

    public ServingViews(Generations generations, IntFunction<ViewStore> stores, Ticker ticker) {
        this.generations = generations;
        this.stores = stores;
        this.ticker = ticker;
    }

    @Override
    public ViewStore get() {
        Known current = known.get();
        if (current == null || ticker.nanoTime() - current.readAtNanos() > KEPT_FOR.toNanos()) {
            current = read(current);
            known.set(current);
        }
        return current.store();
    }

    @Override
    public ViewStore latest() {
        Known latest = read(known.get());
        known.set(latest);
        return latest.store();
    }

    /** What is known is not true any more. */
    public void forget() {
        known.set(null);
    }

    private Known read(@Nullable Known last) {
        // Before the read: what it answers is at least as recent.
        long nowNanos = ticker.nanoTime();
        int generation = generations.inUse().serving();
        return last != null && last.generation() == generation
                ? new Known(generation, last.store(), nowNanos)
                : new Known(generation, stores.apply(generation), nowNanos);
    }
}
