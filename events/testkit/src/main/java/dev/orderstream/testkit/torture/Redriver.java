package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Somebody who sends the dropped records again, some of them, in any order. */
record Redriver(World world) implements Runnable {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Override
    public void run() {
        while (!world.over) {
            world.turns.pause(PAUSE);
            if (!world.dropped.isEmpty()) {
                redrive();
            }
        }
    }

    private void redrive() {
        Collections.shuffle(world.dropped, world.random);
        int size =
                Math.min(world.dropped.size(), 1 + world.random.nextInt(world.weather.batchMax()));
        List<Commit> chosen = world.dropped.subList(0, size);
        List<Commit> sent = List.copyOf(chosen);
        chosen.clear();
        List<Doorbell> batch = new ArrayList<>();
        for (Commit commit : sent) {
            batch.add(world.doorbell(batch.size(), commit));
        }
        world.diary.note(Happening.REDRIVEN, () -> size + " records");
        world.othersAtWork++;
        Optional<BigInteger> again = new Delivery(world, batch).deliver();
        again.ifPresent(
                from -> world.dropped.addAll(sent.subList(from.intValueExact(), sent.size())));
        world.othersAtWork--;
    }
}
