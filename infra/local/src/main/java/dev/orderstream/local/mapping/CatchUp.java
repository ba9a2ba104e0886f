package dev.orderstream.local.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has everything caught up when records may be missed. Who lost its place waits for it; what was
 * lost while it ran is caught up by another run.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final Runnable catchUpEverything;
    private final Loop loop;
    private final List<Runnable> waiting = new ArrayList<>();

    CatchUp(Runnable catchUpEverything, Steps steps) {
        this.catchUpEverything = catchUpEverything;
        this.loop = new Loop(steps, "Catching up", this::run);
    }

    /**
     * Reports a loss.
     *
     * @param what is lost, for the log
     * @param goOn done once everything is caught up
     */
    void lost(String what, Runnable goOn) {
        LOG.info("Records of {} may be missed, so everything is caught up first", what);
        synchronized (this) {
            waiting.add(goOn);
        }
        loop.wakeUp();
    }

    private Duration run() {
        List<Runnable> those = waiting();
        if (those.isEmpty()) {
            return Loop.UNTIL_WOKEN;
        }
        catchUpEverything.run();
        synchronized (this) {
            waiting.removeAll(those);
        }
        those.forEach(Runnable::run);
        return Duration.ZERO;
    }

    private synchronized List<Runnable> waiting() {
        return List.copyOf(waiting);
    }
}
