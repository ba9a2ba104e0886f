package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The event source mapping of a shard: it hands the records over in batches, again where they
 * failed, now and then to a second projector at the same time, as after the timeout of a function
 * that goes on nevertheless.
 */
record Mapping(World world, Shard shard) implements Runnable {

    private static final Duration POLL_PAUSE = Duration.ofSeconds(2);
    private static final int STALL_MILLIS_MAX = 600_000;
    private static final Duration RETRY_PAUSE_FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 5;

    @Override
    public void run() {
        int failures = 0;
        if (world.chance(world.weather.delayPercent())) {
            stall();
        }
        while (!world.over) {
            List<Doorbell> batch = shard.batch();
            if (batch.isEmpty()) {
                world.turns.pause(POLL_PAUSE);
            } else if (isDone(batch)) {
                failures = 0;
                if (world.chance(world.weather.stallPercent())) {
                    stall();
                }
            } else {
                world.turns.pause(RETRY_PAUSE_FIRST.multipliedBy(1L << failures));
                failures = Math.min(failures + 1, DOUBLINGS_MAX);
            }
        }
    }

    private void stall() {
        world.turns.pause(Duration.ofMillis(world.random.nextInt(STALL_MILLIS_MAX)));
    }

    private boolean isDone(List<Doorbell> batch) {
        if (world.chance(world.weather.secondPercent())) {
            startSecondProjector(batch);
        }
        Optional<BigInteger> again = new Delivery(world, batch).deliver();
        if (again.isPresent() && world.chance(world.weather.dropPercent())) {
            List<Commit> dropped = shard.drop(batch, again.get());
            world.diary.note(Happening.DROPPED, () -> dropped.size() + " records");
            world.dropped.addAll(dropped);
            return true;
        }
        shard.checkpoint(batch.size(), again);
        return again.isEmpty();
    }

    private void startSecondProjector(List<Doorbell> batch) {
        world.diary.note(Happening.SECOND_PROJECTOR, () -> batch.size() + " doorbells");
        world.othersAtWork++;
        world.turns.start(() -> {
            new Delivery(world, batch).deliver();
            world.othersAtWork--;
        });
    }
}
