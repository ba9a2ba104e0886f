package dev.orderstream.local.mapping;

import dev.orderstream.eventsourcing.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records that wait in a lane for their batch. A batch is due when it is full, by number or by
 * payload, or when its window is over.
 */
final class Gathering {

    /** What Lambda takes in one invocation. */
    static final int PAYLOAD_BYTES_MAX = 6 * 1024 * 1024;

    private final int batchRecordsMax;
    private final long windowNanos;
    private final Ticker ticker;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long windowFromNanos;
    private boolean ended;

    Gathering(MappingSettings settings, Ticker ticker) {
        this.batchRecordsMax = settings.batchSize();
        this.windowNanos = Duration.ofSeconds(settings.maximumBatchingWindowInSeconds()).toNanos();
        this.ticker = ticker;
        this.windowFromNanos = ticker.nanoTime();
    }

    synchronized void add(List<Arrival> arrivals) {
        waiting.addAll(arrivals);
        waitingBytes += bytes(arrivals);
    }

    /** Begins the window of the next batch, as soon as an invocation is over. */
    synchronized void begin() {
        windowFromNanos = ticker.nanoTime();
    }

    /** Nothing follows, so there is nothing to wait for. */
    synchronized void end() {
        ended = true;
    }

    /** Takes the next batch out, or nothing where none is due. */
    synchronized List<Arrival> batch() {
        List<Arrival> batch = new ArrayList<>();
        if (!due()) {
            return batch;
        }
        long bytes = EventJson.ENVELOPE_BYTES;
        while (!waiting.isEmpty() && batch.size() < batchRecordsMax) {
            bytes += waiting.element().bytes();
            // One that is too large alone is sent all the same: nobody else can refuse it.
            if (bytes > PAYLOAD_BYTES_MAX && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        waitingBytes -= bytes(batch);
        return batch;
    }

    /** When the next batch is due if nothing else comes. */
    synchronized Duration untilDue() {
        return waiting.isEmpty() ? Loop.UNTIL_WOKEN : Duration.ofNanos(Math.max(0, windowLeft()));
    }

    private boolean due() {
        return !waiting.isEmpty()
                && (ended
                        || waiting.size() >= batchRecordsMax
                        || EventJson.ENVELOPE_BYTES + waitingBytes >= PAYLOAD_BYTES_MAX
                        || windowLeft() <= 0);
    }

    private long windowLeft() {
        return windowFromNanos + windowNanos - ticker.nanoTime();
    }

    private static long bytes(List<Arrival> arrivals) {
        return arrivals.stream().mapToLong(Arrival::bytes).sum();
    }
}
