package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import java.time.Duration;

/**
 * Who goes on with operations: the schedule of the operations function, and whoever else does. As
 * many are at work at once as have lost the lease without knowing it, and one more.
 */
record Workers(World world) implements Runnable {

    private static final int PAUSE_MILLIS_MAX = 60_000;
    private static final int WORK_MINUTES_MAX = 12;

    @Override
    public void run() {
        while (!world.over) {
            world.turns.pause(Duration.ofMillis(1 + world.random.nextInt(PAUSE_MILLIS_MAX)));
            if (!world.generations.operations.running().isEmpty()) {
                startOne();
            } else if (!world.ledger.read().beside().isEmpty()) {
                retire();
            }
        }
    }

    /** In calm weather one is enough: he keeps the lease as long as nobody else takes it. */
    private void startOne() {
        if (world.calm && world.workersAtWork > 0) {
            return;
        }
        world.othersAtWork++;
        world.workersAtWork++;
        world.turns.start(() -> {
            work();
            world.workersAtWork--;
            world.othersAtWork--;
        });
    }

    private void work() {
        Operating operating = new Operating(world, Invocation.ofWorker(world));
        Duration time = Duration.ofMinutes(1 + world.random.nextInt(WORK_MINUTES_MAX));
        try {
            operating.worker().run(world.turns.instant().plus(time));
        } catch (OutageException | Crash again) {
            // Another one goes on.
        }
    }

    private void retire() {
        try {
            new Operating(world, new Invocation(world)).retirement().run();
        } catch (OutageException | Crash again) {
            // The next one goes on.
        }
    }
}
