package dev.orderstream.local.mapping;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A local event source mapping: takes the records of one table's stream to a function, from where
 * the checkpoint says, each shard in order and parents before their children. Batches of different
 * shards and lanes are under way at once, on virtual threads.
 */
public final class EventSourceMapping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);

    private final Steps steps;
    private final ShardDiscovery discovery;

    /**
     * Makes a mapping that is not started.
     *
     * @param catchUpEverything called whenever records may be missed, before reading goes on from
     *     the place that was lost: without a checkpoint, for one that the stream has trimmed, for
     *     shards that went unread. Called again after a while where it throws
     */
    public EventSourceMapping(
            DynamoDbStreamsClient streams,
            String tableName,
            MappedFunction function,
            MappingSettings settings,
            Checkpoints checkpoints,
            FailureDestination destination,
            Runnable catchUpEverything) {
        this(
                streams,
                tableName,
                function,
                settings,
                checkpoints,
                destination,
                catchUpEverything,
                new Surroundings(
                        Steps.onVirtualThreads("event-source-mapping-" + tableName),
                        Ticker.system(),
                        Clock.systemUTC()));
    }

    EventSourceMapping(
            DynamoDbStreamsClient streams,
            String tableName,
            MappedFunction function,
            MappingSettings settings,
            Checkpoints checkpoints,
            FailureDestination destination,
            Runnable catchUpEverything,
            Surroundings surroundings) {
        this.steps = surroundings.steps();
        CatchUp catchUp = new CatchUp(catchUpEverything, steps);
        this.discovery =
                new ShardDiscovery(
                        new StreamShards(streams, tableName),
                        streamArn ->
                                new StreamReading(
                                        streams,
                                        streamArn,
                                        settings,
                                        new FunctionCall(
                                                function,
                                                settings.reportBatchItemFailures(),
                                                streamArn),
                                        destination,
                                        new Places(checkpoints, streamArn, steps),
                                        catchUp,
                                        surroundings),
                        surroundings);
    }

    /** Begins to read and returns at once. */
    public void start() {
        discovery.begin();
    }

    /**
     * Completes when the shards that were found at the start could be read and, where records may
     * be missed, everything is caught up. Is cancelled where the mapping is closed before.
     */
    public CompletableFuture<Void> ready() {
        return discovery.ready().copy();
    }

    /**
     * Lets the running batches finish and the checkpoint be saved, then stops. A batch that takes
     * too long is interrupted.
     */
    @Override
    public void close() {
        steps.close();
        discovery.ready().cancel(false);
        try {
            discovery.end();
        } catch (RuntimeException e) {
            LOG.warn("The checkpoint could not be saved; some records come again", e);
        }
    }
}
