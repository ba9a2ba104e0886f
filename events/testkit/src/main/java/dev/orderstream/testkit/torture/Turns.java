package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Actors that run as if at once, in an order that a seed repeats: each is a thread, and only the
 * one whose turn it is runs. Whoever calls {@link #pass} may lose the turn to another one. Time is
 * simulated: it passes with the turns, and jumps ahead while everybody pauses.
 *
 * <p>All that actors share needs no lock, since a turn is handed over through a volatile field.
 */
public final class Turns implements InstantSource {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000Z");

    private final RandomGenerator random;
    private final int passPercent;
    private final int passMillisMax;
    private final List<Actor> ready = new ArrayList<>();
    private final PriorityQueue<Pause> pausing =
            new PriorityQueue<>(
                    Comparator.comparingLong(Pause::untilMillis).thenComparingLong(Pause::number));
    private final CountDownLatch allEnded = new CountDownLatch(1);
    private @Nullable Actor current;
    private @Nullable Throwable failure;
    private long nowMillis = START.toEpochMilli();
    private int actorsMade;
    private int actorsLeft;
    private long pausesMade;
    private long trace;

    /**
     * Makes a world without actors.
     *
     * @param passPercent how often a {@link #pass} lets others go ahead
     * @param passMillisMax how much time a {@link #pass} may take
     */
    public Turns(RandomGenerator random, int passPercent, int passMillisMax) {
        this.random = random;
        this.passPercent = passPercent;
        this.passMillisMax = passMillisMax;
    }

    private record Pause(long untilMillis, long number, Actor actor) {}

    /** Thrown to actors that have to end because another one failed. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("another actor failed", null, false, false);
        }
    }

    /** Adds an actor: before {@link #run}, or from another actor. */
    public void start(Runnable task) {
        ready.add(new Actor(task, null));
    }

    /**
     * Lets all actors run to their ends. What the first one throws is thrown, and ends the others.
     */
    public void run() {
        if (ready.isEmpty()) {
            return;
        }
        handTo(next());
        try {
            allEnded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop while actors run", e);
        }
        rethrow(failure);
    }

    /** A place where others may go ahead. */
    public void pass() {
        nowMillis += 1 + random.nextInt(passMillisMax);
        if (random.nextInt(100) < passPercent) {
            Actor self = self();
            ready.add(self);
            giveUpTurn(self);
        }
    }

    /** Lets others go ahead until so much time has passed. */
    public void pause(Duration time) {
        Actor self = self();
        pausing.add(new Pause(nowMillis + time.toMillis(), pausesMade++, self));
        giveUpTurn(self);
    }

    /** Runs tasks as if at once and waits for all; what the first of them throws is thrown then. */
    public void atOnce(List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        Actor self = self();
        List<Actor> children = tasks.stream().map(task -> new Actor(task, self)).toList();
        self.childrenLeft = children.size();
        ready.addAll(children);
        giveUpTurn(self);
        children.forEach(child -> rethrow(child.thrown));
    }

    private static void rethrow(@Nullable Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case Throwable checked -> throw new IllegalStateException(checked);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMillis);
    }

    /** The simulated time as elapsed time. */
    public Ticker ticker() {
        return new Ticker() {
            @Override
            public long nanoTime() {
                return Duration.ofMillis(nowMillis).toNanos();
            }

            @Override
            public void sleep(Duration time) {
                pause(time);
            }
        };
    }

    /** A number that two runs share where the same actors had the same turns at the same times. */
    public long trace() {
        return trace;
    }

    private Actor self() {
        if (current == null) {
            throw new IllegalStateException("only an actor has a turn to pass");
        }
        return current;
    }

    private void giveUpTurn(Actor self) {
        Actor next = next();
        if (next != self) {
            handTo(next);
            self.awaitTurn();
        }
    }

    private Actor next() {
        while (!pausing.isEmpty()
                && (ready.isEmpty()
                        || failure != null
                        || pausing.element().untilMillis() <= nowMillis)) {
            Pause over = pausing.remove();
            nowMillis = Math.max(nowMillis, over.untilMillis());
            ready.add(over.actor());
        }
        int chosen = random.nextInt(ready.size());
        Actor last = ready.removeLast();
        return chosen == ready.size() ? last : ready.set(chosen, last);
    }

    private void handTo(Actor next) {
        current = next;
        trace = 31 * (31 * trace + next.number) + nowMillis;
        next.goOn();
    }

    private void ended(Actor actor) {
        actorsLeft--;
        Actor parent = actor.parent;
        if (parent != null) {
            parent.childrenLeft--;
            if (parent.childrenLeft == 0) {
                ready.add(parent);
            }
        } else if (failure == null) {
            failure = actor.thrown;
        }
        if (actorsLeft == 0) {
            allEnded.countDown();
        } else {
            handTo(next());
        }
    }

    private final class Actor implements Runnable {
        private final Runnable task;
        private final @Nullable Actor parent;
        private final int number = actorsMade++;
        private final Thread thread;
        private volatile boolean hasTurn;
        private int childrenLeft;
        private @Nullable Throwable thrown;

        Actor(Runnable task, @Nullable Actor parent) {
            this.task = task;
            this.parent = parent;
            this.thread = Thread.ofVirtual().unstarted(this);
            actorsLeft++;
        }

        private void goOn() {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            } else {
                hasTurn = true;
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            try {
                checkNotStopped();
                task.run();
            } catch (Throwable e) {
                thrown = e;
            }
            ended(this);
        }

        private void awaitTurn() {
            while (!hasTurn) {
                LockSupport.park(this);
            }
            hasTurn = false;
            checkNotStopped();
        }

        private void checkNotStopped() {
            if (failure != null) {
                throw new Stopped();
            }
        }
    }
}
