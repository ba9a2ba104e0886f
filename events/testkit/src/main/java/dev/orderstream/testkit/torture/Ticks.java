package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.projector.HeartbeatSender;
import dev.orderstream.eventsourcing.projector.ReadModel;
import java.time.Duration;

/** The operations function: each minute its heartbeats, and another try for the parked streams. */
record Ticks(World world) implements Runnable {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Override
    public void run() {
        while (!world.over) {
            world.turns.pause(PAUSE);
            if (world.chance(world.weather.secondPercent())) {
                world.othersAtWork++;
                world.turns.start(() -> {
                    tick();
                    world.othersAtWork--;
                });
            }
            tick();
        }
    }

    private void tick() {
        Invocation invocation = new Invocation(world);
        try {
            orNextMinute(() -> sendHeartbeat(invocation));
            orNextMinute(() ->
                    invocation
                            .readModels()
                            .get()
                            .forEach(model -> orNextMinute(() -> retry(model))));
        } catch (Crash crash) {
            // The next minute's tick does what this one left.
        }
    }

    private void sendHeartbeat(Invocation invocation) {
        if (!world.calm) {
            TorturedHeartbeats heartbeats = new TorturedHeartbeats(world, invocation);
            new HeartbeatSender(
                            new TorturedEvents(world, invocation, 0),
                            heartbeats,
                            world.turns::atOnce)
                    .send(heartbeats.read(), world.turns.instant());
        }
    }

    private void retry(ReadModel model) {
        world.parts.retry().retry(model, world.turns.instant());
    }

    private static void orNextMinute(Runnable act) {
        try {
            act.run();
        } catch (OutageException passing) {
            // All others are tried nevertheless.
        }
    }
}
