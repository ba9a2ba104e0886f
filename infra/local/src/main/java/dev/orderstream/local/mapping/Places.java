package dev.orderstream.local.mapping;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The place that each shard of one stream is processed up to. A place is saved soon after it is
 * reached, so that no batch waits for it: after a crash a few records come again.
 */
final class Places {

    private final Checkpoints checkpoints;
    private final String streamArn;
    private final Loop saving;
    private final Map<String, String> reached;
    private Map<String, String> saved;

    /** Takes up what was saved. */
    Places(Checkpoints checkpoints, String streamArn, Steps steps) {
        this.checkpoints = checkpoints;
        this.streamArn = streamArn;
        this.saved = Map.copyOf(checkpoints.load(streamArn));
        this.reached = new HashMap<>(saved);
        this.saving = new Loop(steps, "Saving the checkpoints of " + streamArn, this::save);
    }

    synchronized boolean none() {
        return reached.isEmpty();
    }

    synchronized boolean has(String shardId) {
        return reached.containsKey(shardId);
    }

    /** The number of the last record that is processed, if the shard is not read to its end. */
    synchronized Optional<String> sequenceNumber(String shardId) {
        return ended(shardId) ? Optional.empty() : Optional.ofNullable(reached.get(shardId));
    }

    synchronized boolean ended(String shardId) {
        return Checkpoints.SHARD_END.equals(reached.get(shardId));
    }

    /** The shards that were begun and not read to their end. */
    synchronized Set<String> begun() {
        Set<String> begun = new HashSet<>(reached.keySet());
        begun.removeIf(this::ended);
        return begun;
    }

    synchronized void put(String shardId, String place) {
        reached.put(shardId, place);
        saving.wakeUp();
    }

    synchronized void forget(String shardId) {
        reached.remove(shardId);
        saving.wakeUp();
    }

    /** Forgets the shards that are gone. */
    synchronized void retain(Set<String> shardIds) {
        reached.keySet().retainAll(shardIds);
        saving.wakeUp();
    }

    /** Saves nothing by itself any more. */
    void stop() {
        saving.stop();
    }

    /**
     * Saves what is new. It is compared with what was saved, so that a save that failed is made up
     * for.
     */
    Duration save() {
        Map<String, String> now;
        synchronized (this) {
            now = Map.copyOf(reached);
            if (now.equals(saved)) {
                return Loop.UNTIL_WOKEN;
            }
        }
        checkpoints.save(streamArn, now);
        synchronized (this) {
            saved = now;
        }
        return Loop.UNTIL_WOKEN;
    }
}
