package dev.orderstream.local.mapping;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Looks for the shards of a table's stream and begins each when its turn has come, after everything
 * is caught up where records may be missed.
 */
final class ShardDiscovery {

    /** How long a new shard may go unnoticed that is no child of one that was read to its end. */
    private static final Duration LOOK_PAUSE = Duration.ofSeconds(30);

    private static final Duration LOOK_PAUSE_WITHOUT_SHARDS = Duration.ofSeconds(1);

    /** A shard that can't be found may still be listed for a while. */
    private static final Duration LOOK_PAUSE_AFTER_GONE = Duration.ofSeconds(1);

    private final StreamShards shards;
    private final Function<String, StreamReading> reading;
    private final Surroundings surroundings;
    private final Loop loop;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private final Map<String, ShardReader> readers = new LinkedHashMap<>();
    private volatile @Nullable StreamReading stream;
    private boolean atStart = true;

    /** What was found when records were missed: it is gone on with when everything is caught up. */
    private @Nullable ShardFinding waiting;

    private volatile boolean caughtUp;

    /**
     * Makes one that has not looked yet.
     *
     * @param reading makes what the readers of a stream share, from the stream's ARN
     */
    ShardDiscovery(
            StreamShards shards,
            Function<String, StreamReading> reading,
            Surroundings surroundings) {
        this.shards = shards;
        this.reading = reading;
        this.surroundings = surroundings;
        this.loop = new Loop(surroundings.steps(), "Looking at " + shards, this::look);
    }

    void begin() {
        loop.wakeUp();
    }

    /** Completes when the shards that were found first could be read. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Saves what is reached, after all steps are over. */
    void end() {
        StreamReading current = stream;
        if (current != null) {
            current.places().save();
        }
    }

    private Duration look() {
        ShardFinding found = waiting;
        if (found != null) {
            StreamReading current = stream;
            if (!caughtUp || current == null) {
                return Loop.UNTIL_WOKEN;
            }
            caughtUp = false;
            waiting = null;
            take(current, found);
        }
        try {
            Optional<String> newest = shards.newestStream();
            if (newest.isEmpty()) {
                forget();
                return LOOK_PAUSE_WITHOUT_SHARDS;
            }
            return look(open(newest.get()));
        } catch (ResourceNotFoundException e) {
            forget();
            throw e;
        }
    }

    private Duration look(StreamReading current) {
        readers.keySet().removeIf(current.places()::ended);
        ShardFinding found =
                ShardFinding.of(
                        shards.shards(current.streamArn()),
                        current.places(),
                        readers.keySet(),
                        unfound(),
                        atStart);
        if (found.missed() || !found.listed().containsAll(readers.keySet())) {
            waiting = found;
            current.catchUp().lost(shards.toString(), this::goOn);
            return Loop.UNTIL_WOKEN;
        }
        take(current, found);
        return readers.isEmpty() ? LOOK_PAUSE_WITHOUT_SHARDS : LOOK_PAUSE;
    }

    private void goOn() {
        caughtUp = true;
        loop.hurry();
    }

    private StreamReading open(String streamArn) {
        StreamReading current = stream;
        if (current == null || !current.streamArn().equals(streamArn)) {
            forget();
            current = reading.apply(streamArn);
            stream = current;
        }
        return current;
    }

    /** The shards whose reader could not find them. */
    private Set<String> unfound() {
        Set<String> unfound = new HashSet<>();
        readers.forEach((shardId, reader) -> {
            if (reader.gone()) {
                unfound.add(shardId);
            }
        });
        return unfound;
    }

    private void take(StreamReading current, ShardFinding found) {
        leaveGone(found.listed());
        found.over().forEach(shardId -> current.places().put(shardId, Checkpoints.SHARD_END));
        StartingPosition start =
                atStart && current.places().none()
                        ? current.settings().startingPosition()
                        : StartingPosition.TRIM_HORIZON;
        current.places().retain(found.listed());
        for (String shardId : found.begin()) {
            ShardReader reader =
                    new ShardReader(current, shardId, start, loop::hurry, this::lookAfterGone);
            readers.put(shardId, reader);
            reader.begin();
        }
        if (atStart) {
            atStart = false;
            var _ =
                    CompletableFuture.allOf(
                                    readers.values().stream()
                                            .map(ShardReader::opened)
                                            .toArray(CompletableFuture<?>[]::new))
                            .thenRun(() -> ready.complete(null));
        }
    }

    private void leaveGone(Set<String> listed) {
        readers.entrySet()
                .removeIf(entry -> {
                    ShardReader reader = entry.getValue();
                    boolean gone = reader.gone() || !listed.contains(entry.getKey());
                    if (gone) {
                        reader.stop();
                        reader.opened().complete(null);
                    }
                    return gone;
                });
    }

    private void lookAfterGone() {
        surroundings.steps().after(LOOK_PAUSE_AFTER_GONE, loop::hurry);
    }

    private void forget() {
        readers.values().forEach(ShardReader::stop);
        readers.clear();
        StreamReading current = stream;
        if (current != null) {
            current.places().stop();
        }
        stream = null;
        atStart = true;
    }
}
