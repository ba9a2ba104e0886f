package dev.orderstream.local.mapping;

import dev.orderstream.local.mapping.DiscardedBatch.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A way through which some of a shard's records go to the function, in order: one batch at a time,
 * which is sent until all of it is processed or discarded.
 */
final class Lane {

    private static final Duration RETRY_PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration RETRY_PAUSE_MAX = Duration.ofSeconds(5);

    private final StreamReading stream;
    private final String shardId;
    private final Consumer<List<Arrival>> done;
    private final Gathering gathering;
    private final Loop loop;
    private final GrowingPause retryPause = new GrowingPause(RETRY_PAUSE_MIN, RETRY_PAUSE_MAX);

    /** The batch under way, and what bisecting left of it. */
    private final Deque<Batch> batches = new ArrayDeque<>();

    /**
     * Makes one that is empty.
     *
     * @param done is told of records that are processed or discarded
     */
    Lane(StreamReading stream, String shardId, Consumer<List<Arrival>> done) {
        this.stream = stream;
        this.shardId = shardId;
        this.done = done;
        this.gathering = new Gathering(stream.settings(), stream.surroundings().ticker());
        this.loop =
                new Loop(stream.surroundings().steps(), "Discarding from " + shardId, this::turn);
    }

    /** Takes records in, after those that it has. */
    void take(List<Arrival> arrivals) {
        gathering.add(arrivals);
        hurryWithoutBatch();
    }

    /** Has what was gathered sent at once, for nothing follows. */
    void end() {
        gathering.end();
        hurryWithoutBatch();
    }

    void stop() {
        loop.stop();
    }

    /** A batch that waits for its next try is not to be sent earlier for what comes after it. */
    private void hurryWithoutBatch() {
        synchronized (batches) {
            if (batches.isEmpty()) {
                loop.hurry();
            }
        }
    }

    private Duration turn() {
        Batch batch;
        synchronized (batches) {
            if (batches.isEmpty()) {
                List<Arrival> gathered = gathering.batch();
                if (gathered.isEmpty()) {
                    return gathering.untilDue();
                }
                batches.add(Batch.of(gathered));
            }
            batch = batches.element();
        }
        return discarded(batch) ? Duration.ZERO : send(batch);
    }

    /** Discards what has come to its limits of the batch, at most all of it. */
    private boolean discarded(Batch batch) {
        Instant now = stream.surroundings().clock().instant();
        int expired = batch.expired(stream.settings(), now);
        if (expired > 0) {
            discard(batch.first(expired), Condition.RECORD_AGE_EXCEEDED, now);
            goOn(expired == batch.size() ? List.of() : List.of(batch.without(expired)));
        } else if (batch.exhausted(stream.settings())) {
            discard(batch, Condition.RETRY_ATTEMPTS_EXHAUSTED, now);
            goOn(List.of());
        } else {
            return false;
        }
        return true;
    }

    private void discard(Batch batch, Condition condition, Instant now) {
        Answer last = batch.last();
        stream.destination()
                .discarded(
                        new DiscardedBatch(
                                stream.function().name(),
                                last == null ? UUID.randomUUID().toString() : last.requestId(),
                                condition,
                                batch.failures(),
                                last != null && last.threw(),
                                now,
                                stream.streamArn(),
                                shardId,
                                batch.records()));
        done.accept(batch.arrivals());
        retryPause.reset();
    }

    private Duration send(Batch batch) {
        Answer answer = stream.function().send(batch);
        gathering.begin();
        int processed = answer.processed();
        if (processed > 0) {
            done.accept(batch.arrivals().subList(0, processed));
            retryPause.reset();
        }
        goOn(batch.after(answer, stream.settings().bisectBatchOnFunctionError()));
        return processed == batch.size() ? Duration.ZERO : retryPause.next();
    }

    /** Puts what is left of the batch in its place. */
    private void goOn(List<Batch> left) {
        synchronized (batches) {
            batches.remove();
            List<Batch> after = new ArrayList<>(left);
            after.addAll(batches);
            batches.clear();
            batches.addAll(after);
        }
    }
}
