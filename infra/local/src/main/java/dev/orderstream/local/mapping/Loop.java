package dev.orderstream.local.mapping;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A step that comes again and again, never twice at once. One that throws is tried again after
 * growing pauses.
 */
final class Loop {

    /** The answer of a step that has nothing to do until {@link #wakeUp} or {@link #hurry}. */
    static final Duration UNTIL_WOKEN = ChronoUnit.FOREVER.getDuration();

    /** Does what is due, and says when there is more to do. */
    @FunctionalInterface
    interface Step {
        Duration run();
    }

    private final Steps steps;
    private final Step step;
    private final Trouble trouble;

    private boolean running;
    private boolean waiting = true;
    private boolean woken;
    private boolean hurried;
    private boolean stopped;

    /** The turn that is next; one that was scheduled before it is void. */
    private long turn;

    /**
     * Makes one that waits to be woken.
     *
     * @param what it does, for the log
     */
    Loop(Steps steps, String what, Step step) {
        this.steps = steps;
        this.step = step;
        this.trouble = new Trouble(what);
    }

    /** Has the step run soon if it has nothing to do; a pause that it asked for is kept. */
    synchronized void wakeUp() {
        if (running) {
            woken = true;
        } else if (waiting) {
            schedule(Duration.ZERO);
        }
    }

    /** Has the step run now, or again as soon as it has run. */
    synchronized void hurry() {
        if (running) {
            hurried = true;
        } else {
            schedule(Duration.ZERO);
        }
    }

    /** Has it never run again; a step that is under way ends. */
    synchronized void stop() {
        stopped = true;
    }

    private void run(long mine) {
        if (!begin(mine)) {
            return;
        }
        Duration pause;
        try {
            pause = step.run();
            trouble.over();
        } catch (RuntimeException | Error e) {
            pause = trouble.met(e);
        }
        end(pause);
    }

    private synchronized boolean begin(long mine) {
        if (stopped || mine != turn) {
            return false;
        }
        running = true;
        return true;
    }

    private synchronized void end(Duration pause) {
        running = false;
        boolean again = hurried || (woken && pause.equals(UNTIL_WOKEN));
        hurried = false;
        woken = false;
        schedule(again ? Duration.ZERO : pause);
    }

    private void schedule(Duration pause) {
        long next = ++turn;
        waiting = pause.equals(UNTIL_WOKEN);
        if (!stopped && !waiting) {
            steps.after(pause, () -> run(next));
        }
    }
}
