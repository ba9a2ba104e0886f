package dev.orderstream.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * One shard, read in order: a batch at a time, which is sent until all of it is processed before
 * more is read. Each turn does one thing and says when it wants the next.
 */
final class ShardReader {

    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

    static final int BATCH_RECORDS_MAX = 100;

    private static final Duration RETRY_PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration RETRY_PAUSE_MAX = Duration.ofSeconds(5);

    /**
     * An idle shard is polled at once in 1/100 of the time that it has been quiet, within these
     * bounds.
     */
    private static final int QUIET_SHARE = 100;

    private static final long IDLE_NANOS_MIN = Duration.ofMillis(20).toNanos();
    private static final long IDLE_NANOS_MAX = Duration.ofMillis(100).toNanos();

    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final String shardId;
    private final StreamFunction function;
    private final Map<String, String> lastProcessed;
    private final PollerTime time;
    private final GrowingPause retryPause = new GrowingPause(RETRY_PAUSE_MIN, RETRY_PAUSE_MAX);

    private final Trouble trouble;

    private @Nullable String iterator;
    private List<Record> batch = List.of();
    private boolean endReached;
    private long lastRecordNanos;

    /**
     * Makes a reader that has read nothing yet.
     *
     * @param lastProcessed the sequence number of each shard; this reader keeps its own shard's
     */
    ShardReader(
            DynamoDbStreamsClient streams,
            String streamArn,
            String shardId,
            StreamFunction function,
            Map<String, String> lastProcessed,
            PollerTime time) {
        this.streams = streams;
        this.streamArn = streamArn;
        this.shardId = shardId;
        this.function = function;
        this.lastProcessed = lastProcessed;
        this.time = time;
        this.trouble = new Trouble(shardId);
        this.lastRecordNanos = time.nanoTime();
    }

    String shardId() {
        return shardId;
    }

    /**
     * Whether the shard is closed and all its records are processed, so that its children may be
     * read.
     */
    boolean finished() {
        return endReached && batch.isEmpty();
    }

    /**
     * Reads a batch where none is left over, and sends it.
     *
     * @return the pause until the next turn
     * @throws ResourceNotFoundException where the shard is gone
     */
    Duration turn() {
        if (batch.isEmpty()) {
            try {
                read();
                trouble.over();
            } catch (ResourceNotFoundException e) {
                throw e;
            } catch (SdkException e) {
                // It may be about the iterator, and a new one from the same place costs little.
                iterator = null;
                return trouble.met(e);
            }
        }
        return batch.isEmpty() ? idlePause() : send();
    }

    private Duration send() {
        int processed = function.process(batch, streamArn, retryPause.tries());
        if (processed > 0) {
            lastProcessed.put(shardId, batch.get(processed - 1).dynamodb().sequenceNumber());
            batch = List.copyOf(batch.subList(processed, batch.size()));
            retryPause.reset();
        }
        return batch.isEmpty() ? Duration.ZERO : retryPause.next();
    }

    private void read() {
        try {
            String from = iterator == null ? openIterator() : iterator;
            iterator = from;
            GetRecordsResponse page =
                    streams.getRecords(
                            request -> request.shardIterator(from).limit(BATCH_RECORDS_MAX));
            batch = page.records();
            iterator = page.nextShardIterator();
            endReached = iterator == null;
        } catch (ExpiredIteratorException e) {
            iterator = null;
        } catch (TrimmedDataAccessException e) {
            startAgain();
        }
        if (!batch.isEmpty()) {
            lastRecordNanos = time.nanoTime();
        }
    }

    private String openIterator() {
        String after = lastProcessed.get(shardId);
        if (after != null) {
            try {
                return openIterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, after);
            } catch (TrimmedDataAccessException e) {
                startAgain();
            } catch (DynamoDbException e) {
                if (!isValidation(e)) {
                    throw e;
                }
                // The number is none of this shard's: the table was made anew.
                startAgain();
            }
        }
        return openIterator(ShardIteratorType.TRIM_HORIZON, null);
    }

    private String openIterator(ShardIteratorType type, @Nullable String after) {
        return streams.getShardIterator(
                        request -> {
                            request.streamArn(streamArn).shardId(shardId).shardIteratorType(type);
                            if (after != null) {
                                request.sequenceNumber(after);
                            }
                        })
                .shardIterator();
    }

    /**
     * Repeats are harmless, so where the place is lost, all that the shard still has is read.
     * Without a place there is nothing to lose: DynamoDB Local trims the iterator of a shard that
     * was empty.
     */
    private void startAgain() {
        iterator = null;
        if (lastProcessed.remove(shardId) != null) {
            LOG.warn("The place in {} is lost; it is read from its start", shardId);
        }
    }

    private static boolean isValidation(DynamoDbException e) {
        return e.awsErrorDetails() != null
                && "ValidationException".equals(e.awsErrorDetails().errorCode());
    }

    private Duration idlePause() {
        if (endReached) {
            return Duration.ZERO;
        }
        long quiet = time.nanoTime() - lastRecordNanos;
        return Duration.ofNanos(Math.clamp(quiet / QUIET_SHARE, IDLE_NANOS_MIN, IDLE_NANOS_MAX));
    }
}
