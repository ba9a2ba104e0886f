package dev.orderstream.local.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * One shard, read from its place to its end: what is read is spread over the lanes, and read on as
 * they make room.
 */
final class ShardReader {

    /** So that the next batch of a lane is there when one is done, and memory is bounded. */
    private static final int OPEN_BATCHES_PER_LANE_MAX = 2;

    /**
     * An idle shard is polled at once in 1/100 of the time that it has been quiet, within these
     * bounds.
     */
    private static final int QUIET_SHARE = 100;

    private static final long IDLE_NANOS_MIN = Duration.ofMillis(20).toNanos();
    private static final long IDLE_NANOS_MAX = Duration.ofMillis(100).toNanos();

    private final StreamReading stream;
    private final String shardId;
    private final ShardCursor cursor;
    private final ShardProgress progress;
    private final List<Lane> lanes;
    private final Loop poll;
    private final Runnable ended;
    private final Runnable gone;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    private long lastRecordNanos;
    private boolean lost;
    private boolean beganAgain;
    private volatile boolean caughtUp;
    private volatile boolean isGone;
    private boolean endReached;
    private boolean stopped;

    /**
     * Makes a reader that has read nothing yet.
     *
     * @param start where it begins if the shard has no place
     * @param ended is told once when all of the shard is read and done
     * @param gone is told when there is no such shard any more
     */
    ShardReader(
            StreamReading stream,
            String shardId,
            StartingPosition start,
            Runnable ended,
            Runnable gone) {
        MappingSettings settings = stream.settings();
        int factor = settings.parallelizationFactor();
        int openBatchesMax = factor * OPEN_BATCHES_PER_LANE_MAX;
        this.stream = stream;
        this.shardId = shardId;
        this.ended = ended;
        this.gone = gone;
        this.cursor =
                new ShardCursor(
                        stream.streams(),
                        stream.streamArn(),
                        shardId,
                        start,
                        stream.places().sequenceNumber(shardId).orElse(null));
        this.progress =
                new ShardProgress(
                        stream.streamArn(),
                        openBatchesMax * settings.batchSize(),
                        (long) openBatchesMax * Gathering.PAYLOAD_BYTES_MAX);
        this.lanes =
                Stream.generate(() -> new Lane(stream, shardId, this::done)).limit(factor).toList();
        this.poll = new Loop(stream.surroundings().steps(), "Reading " + shardId, this::poll);
        this.lastRecordNanos = stream.surroundings().ticker().nanoTime();
    }

    void begin() {
        poll.wakeUp();
    }

    /** Completes when the shard could be read for the first time. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    boolean gone() {
        return isGone;
    }

    /** Leaves the shard's place as it is from now on, whatever is under way. */
    synchronized void stop() {
        stopped = true;
        poll.stop();
        lanes.forEach(Lane::stop);
    }

    private Duration poll() {
        if (caughtUp) {
            goOn();
        }
        int room = progress.room();
        if (lost || endReached() || room == 0) {
            return Loop.UNTIL_WOKEN;
        }
        try {
            return switch (cursor.read(room)) {
                case ShardCursor.Read.Page page -> take(page);
                case ShardCursor.Read.Unopened _ -> idlePause();
                case ShardCursor.Read.Lost _ -> beganAgain ? leave() : lose();
            };
        } catch (ResourceNotFoundException e) {
            return leave();
        }
    }

    /** There is nothing to be had any more, though the shard may be listed for a while. */
    private Duration leave() {
        isGone = true;
        gone.run();
        return Loop.UNTIL_WOKEN;
    }

    private Duration take(ShardCursor.Read.Page page) {
        opened.complete(null);
        if (!page.records().isEmpty()) {
            beganAgain = false;
            lastRecordNanos = stream.surroundings().ticker().nanoTime();
            spread(page.records());
        }
        if (page.end()) {
            end();
            return Loop.UNTIL_WOKEN;
        }
        return page.records().isEmpty() ? idlePause() : Duration.ZERO;
    }

    /** All records of an item go the same way, so that they stay in order. */
    private void spread(List<Record> records) {
        List<List<Arrival>> shares =
                Stream.generate(() -> (List<Arrival>) new ArrayList<Arrival>())
                        .limit(lanes.size())
                        .toList();
        for (Arrival arrival : progress.read(records)) {
            int hash = arrival.record().dynamodb().keys().hashCode();
            shares.get(Math.floorMod(hash, lanes.size())).add(arrival);
        }
        for (int i = 0; i < lanes.size(); i++) {
            if (!shares.get(i).isEmpty()) {
                lanes.get(i).take(shares.get(i));
            }
        }
    }

    /** The old place is kept until all is caught up: a restart meanwhile finds it lost again. */
    private Duration lose() {
        lost = true;
        stream.catchUp()
                .lost(
                        shardId,
                        () -> {
                            caughtUp = true;
                            poll.wakeUp();
                        });
        return Loop.UNTIL_WOKEN;
    }

    private synchronized void goOn() {
        caughtUp = false;
        lost = false;
        // DynamoDB Local trims even the start of a shard of which it has forgotten every record.
        beganAgain = true;
        cursor.startAgain();
        if (!stopped) {
            stream.places().forget(shardId);
        }
    }

    private synchronized void end() {
        endReached = true;
        lanes.forEach(Lane::end);
        endIfDone();
    }

    private synchronized boolean endReached() {
        return endReached;
    }

    private synchronized void done(List<Arrival> arrivals) {
        if (stopped) {
            return;
        }
        progress.done(arrivals).ifPresent(number -> stream.places().put(shardId, number));
        endIfDone();
        poll.wakeUp();
    }

    private void endIfDone() {
        if (endReached && progress.allDone() && !stopped) {
            stopped = true;
            stream.places().put(shardId, Checkpoints.SHARD_END);
            ended.run();
        }
    }

    private Duration idlePause() {
        long quiet = stream.surroundings().ticker().nanoTime() - lastRecordNanos;
        return Duration.ofNanos(Math.clamp(quiet / QUIET_SHARE, IDLE_NANOS_MIN, IDLE_NANOS_MAX));
    }
}
