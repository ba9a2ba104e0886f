package dev.orderstream.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The local stand-in for an event source mapping: takes the records of one table's stream to a
 * function, each shard in order, parents before their children, from where the checkpoint says.
 *
 * <p>All shards share one thread, which takes turns: one that waits to repeat a batch holds up no
 * other, one whose function is slow does.
 */
final class StreamPoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);

    /** How long a new shard may go unnoticed that is no child of one that was read to its end. */
    private static final Duration DISCOVERY_PAUSE = Duration.ofSeconds(30);

    private static final Duration DISCOVERY_PAUSE_WITHOUT_SHARDS = Duration.ofSeconds(1);

    /** So that a stop is noticed soon. */
    private static final Duration SLEEP_MAX = Duration.ofMillis(100);

    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final DynamoDbStreamsClient streams;
    private final StreamShards shards;
    private final StreamFunction function;
    private final Checkpoints checkpoints;
    private final PollerTime time;
    private final Thread thread;
    private final Trouble trouble;

    private final Map<ShardReader, Long> dueNanos = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private Map<String, String> lastProcessed = new HashMap<>();
    private Map<String, String> saved = Map.of();
    private String streamArn = "";
    private long discoveryDueNanos;
    private volatile boolean stopping;

    StreamPoller(
            DynamoDbStreamsClient streams,
            String tableName,
            String functionName,
            RequestHandler<DynamodbEvent, StreamsEventResponse> function,
            Checkpoints checkpoints) {
        this(streams, tableName, functionName, function, checkpoints, PollerTime.SYSTEM);
    }

    StreamPoller(
            DynamoDbStreamsClient streams,
            String tableName,
            String functionName,
            RequestHandler<DynamodbEvent, StreamsEventResponse> function,
            Checkpoints checkpoints,
            PollerTime time) {
        this.streams = streams;
        this.shards = new StreamShards(streams, tableName);
        this.function = new StreamFunction(functionName, function, time::nanoTime);
        this.checkpoints = checkpoints;
        this.time = time;
        this.trouble = new Trouble("The stream of " + tableName);
        this.discoveryDueNanos = time.nanoTime();
        this.thread =
                Thread.ofPlatform()
                        .name("stream-poller-" + tableName)
                        .daemon()
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Lets the running batch finish and its checkpoint be saved, then stops. A batch that takes too
     * long is interrupted.
     */
    @Override
    public void close() {
        stopping = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(STOP_TIME)) {
                LOG.warn("The batch under way is given up; it comes again");
                thread.interrupt();
                thread.join(STOP_TIME);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                rest(turn());
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, so stopping");
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        long endNanos = time.nanoTime() + pause.toNanos();
        while (!stopping && !due(endNanos)) {
            Duration left = Duration.ofNanos(endNanos - time.nanoTime());
            time.sleep(left.compareTo(SLEEP_MAX) < 0 ? left : SLEEP_MAX);
        }
    }

    /**
     * Does everything that is due.
     *
     * @return the pause until something is due again
     */
    Duration turn() {
        try {
            if (due(discoveryDueNanos)) {
                discover();
            }
            for (ShardReader reader : List.copyOf(dueNanos.keySet())) {
                if (!stopping && due(dueNanos.getOrDefault(reader, 0L))) {
                    turn(reader);
                }
            }
            trouble.over();
            return untilDue();
        } catch (ResourceNotFoundException e) {
            // The stream went, or a shard of it: what is left is found anew.
            forgetStream();
            return trouble.met(e);
        } catch (RuntimeException e) {
            return trouble.met(e);
        }
    }

    private void turn(ShardReader reader) {
        Duration pause = reader.turn();
        dueNanos.put(reader, time.nanoTime() + pause.toNanos());
        if (reader.finished()) {
            LOG.debug("{} is read to its end", reader.shardId());
            dueNanos.remove(reader);
            finished.add(reader.shardId());
            discoveryDueNanos = time.nanoTime();
        }
        // Compared with what was saved, not with what was before this turn: a save that failed is
        // made up for.
        if (!lastProcessed.equals(saved)) {
            checkpoints.save(streamArn, lastProcessed);
            saved = Map.copyOf(lastProcessed);
        }
    }

    private void discover() {
        Optional<String> newest = shards.newestStream();
        if (newest.isEmpty()) {
            forgetStream();
        } else {
            if (!newest.get().equals(streamArn)) {
                forgetStream();
                streamArn = newest.get();
                saved = checkpoints.load(streamArn);
                lastProcessed = new HashMap<>(saved);
            }
            take(shards.shards(streamArn));
        }
        Duration pause = dueNanos.isEmpty() ? DISCOVERY_PAUSE_WITHOUT_SHARDS : DISCOVERY_PAUSE;
        discoveryDueNanos = time.nanoTime() + pause.toNanos();
    }

    /**
     * Starts to read each shard that is new and whose parent is finished, or so old that it is
     * gone.
     */
    private void take(List<Shard> found) {
        Set<String> ids = found.stream().map(Shard::shardId).collect(Collectors.toSet());
        dueNanos.keySet().removeIf(reader -> !ids.contains(reader.shardId()));
        finished.retainAll(ids);
        lastProcessed.keySet().retainAll(ids);
        Set<String> taken =
                dueNanos.keySet().stream().map(ShardReader::shardId).collect(Collectors.toSet());
        for (Shard shard : found) {
            String parent = shard.parentShardId();
            boolean parentDone =
                    parent == null || !ids.contains(parent) || finished.contains(parent);
            if (parentDone
                    && !finished.contains(shard.shardId())
                    && !taken.contains(shard.shardId())) {
                dueNanos.put(
                        new ShardReader(
                                streams, streamArn, shard.shardId(), function, lastProcessed, time),
                        time.nanoTime());
            }
        }
    }

    private void forgetStream() {
        streamArn = "";
        dueNanos.clear();
        finished.clear();
        saved = Map.of();
        lastProcessed = new HashMap<>();
        discoveryDueNanos = time.nanoTime();
    }

    private boolean due(long nanos) {
        return nanos - time.nanoTime() <= 0;
    }

    private Duration untilDue() {
        long next =
                dueNanos.values().stream().reduce(discoveryDueNanos, (a, b) -> a - b < 0 ? a : b);
        return Duration.ofNanos(Math.max(0, next - time.nanoTime()));
    }
}
