package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shard of the stream of changes. It keeps the order of one item's changes, and a commit is an
 * item of its own: so commits come in any order, late, and now and then twice. What has come keeps
 * its place, and is read from a checkpoint on.
 */
final class Shard {

    private static final long PLACES_PER_SHARD = 1_000_000_000;

    private final World world;
    private final long firstPlace;
    private final List<Commit> onTheirWay = new ArrayList<>();
    private final List<Commit> records = new ArrayList<>();
    private final Map<StreamId, Long> newest = new HashMap<>();
    private int checkpoint;

    Shard(World world, int number) {
        this.world = world;
        this.firstPlace = number * PLACES_PER_SHARD;
    }

    void add(Commit commit) {
        onTheirWay.add(commit);
    }

    boolean isDrained() {
        return onTheirWay.isEmpty() && checkpoint == records.size();
    }

    /** Some records from the checkpoint on, or none where none have come. */
    List<Doorbell> batch() {
        receive();
        int size =
                Math.min(
                        records.size() - checkpoint,
                        1 + world.random.nextInt(world.weather.batchMax()));
        List<Doorbell> batch = new ArrayList<>();
        for (int i = checkpoint; i < checkpoint + size; i++) {
            batch.add(world.doorbell(firstPlace + i, records.get(i)));
        }
        if (world.weather.shuffled()) {
            Collections.shuffle(batch, world.random);
        }
        return batch;
    }

    private void receive() {
        Collections.shuffle(onTheirWay, world.random);
        List<Commit> late = new ArrayList<>();
        for (Commit commit : onTheirWay) {
            if (world.chance(world.weather.delayPercent())) {
                late.add(commit);
            } else {
                receive(commit);
            }
        }
        onTheirWay.clear();
        onTheirWay.addAll(late);
    }

    private void receive(Commit commit) {
        records.add(commit);
        if (world.chance(world.weather.doublePercent())) {
            world.diary.count(Happening.DOUBLED);
            records.add(commit);
        }
        if (newest.merge(commit.stream(), commit.version(), Math::max) > commit.version()) {
            world.diary.count(Happening.OVERTAKEN);
        }
    }

    /** Goes on behind a batch, or from a place in it. */
    void checkpoint(int batchSize, Optional<BigInteger> again) {
        checkpoint =
                again.map(place -> Math.toIntExact(place.longValueExact() - firstPlace))
                        .orElse(checkpoint + batchSize);
    }

    /** Goes on behind a batch, and gives the records that were still to come of it. */
    List<Commit> drop(List<Doorbell> batch, BigInteger from) {
        int end = checkpoint + batch.size();
        checkpoint(0, Optional.of(from));
        List<Commit> left = List.copyOf(records.subList(checkpoint, end));
        checkpoint = end;
        return left;
    }
}
