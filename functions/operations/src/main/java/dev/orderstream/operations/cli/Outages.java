package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
import java.time.Duration;
import java.util.function.Consumer;

/** The outages that one thread meets in a row on the way of an operation, and waits out. */
final class Outages {

    /** With these pauses, four minutes. */
    static final int IN_A_ROW_MAX = 12;

    private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final Consumer<OutageException> first;
    private final Runnable passed;
    private Progress reached = Progress.NONE;
    private Duration pause = PAUSE_FIRST;
    private int inARow;

    /**
     * None yet.
     *
     * @param first is told of the first in a row
     * @param passed is told when they are over
     */
    Outages(Ticker ticker, Consumer<OutageException> first, Runnable passed) {
        this.ticker = ticker;
        this.first = first;
        this.passed = passed;
    }

    /**
     * Waits, each time longer.
     *
     * @throws OutageException the same, where it does not pass by itself or not in time
     */
    void waitOut(OutageException outage) {
        if (inARow == IN_A_ROW_MAX || !Trouble.mayPass(outage)) {
            throw outage;
        }
        if (inARow == 0) {
            first.accept(outage);
        }
        inARow++;
        ticker.sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
    }

    /** What comes after progress is another row. */
    void reached(Progress now) {
        if (!now.equals(reached)) {
            reached = now;
            over();
        }
    }

    /** What comes now is another row. */
    void over() {
        if (inARow > 0) {
            inARow = 0;
            pause = PAUSE_FIRST;
            passed.run();
        }
    }
}
