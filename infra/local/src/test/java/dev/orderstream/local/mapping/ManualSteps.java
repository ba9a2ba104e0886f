package dev.orderstream.local.mapping;

import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Steps that run one by one, when a test lets time pass, in the order in which they are due. */
final class ManualSteps implements Steps {

    private record Due(long nanos, Runnable step) {}

    private final FakeTicker ticker;
    private final List<Due> waiting = new ArrayList<>();

    ManualSteps(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public synchronized void after(Duration pause, Runnable step) {
        waiting.add(new Due(ticker.nanoTime() + pause.toNanos(), step));
    }

    /** Lets time go by, as it does for the mapping's own threads. */
    void pass(Duration duration) {
        long endNanos = ticker.nanoTime() + duration.toNanos();
        for (Due next = first(); next.nanos() <= endNanos; next = first()) {
            waiting.remove(next);
            ticker.advance(Duration.ofNanos(Math.max(0, next.nanos() - ticker.nanoTime())));
            next.step().run();
        }
        ticker.advance(Duration.ofNanos(Math.max(0, endNanos - ticker.nanoTime())));
    }

    /** Runs one of the steps that are due, if there is one: whichever chance picks. */
    void runAny(RandomGenerator random) {
        List<Due> due = waiting.stream().filter(step -> step.nanos() <= ticker.nanoTime()).toList();
        if (!due.isEmpty()) {
            Due picked = due.get(random.nextInt(due.size()));
            waiting.remove(picked);
            picked.step().run();
        }
    }

    /** Lets time go by until a step is due. */
    void passUntilDue() {
        ticker.advance(Duration.ofNanos(Math.max(0, first().nanos() - ticker.nanoTime())));
    }

    /** Forgets all steps that were to come. */
    @Override
    public void close() {
        waiting.clear();
    }

    /** The earliest; of several, the one that was asked for first. */
    private Due first() {
        return waiting.stream()
                .min(Comparator.comparingLong(Due::nanos))
                .orElse(new Due(Long.MAX_VALUE, () -> {}));
    }
}
