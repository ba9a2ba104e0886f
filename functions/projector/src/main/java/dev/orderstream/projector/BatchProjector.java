package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.dynamodb.ReadModelWriter.Serving;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.CatchUp;
import dev.orderstream.eventsourcing.view.CaughtUp;
import dev.orderstream.eventsourcing.view.CaughtUp.Reached;
import dev.orderstream.eventsourcing.view.CaughtUp.Stuck;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects a batch: its records are put together by stream, and each stream is caught up once, all
 * at the same time. A stream with a lasting fault is parked, and the others go on. What failed for
 * a passing reason is told by its lowest sequence number: Lambda sends that record and all behind
 * it again.
 */
final class BatchProjector {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProjector.class);

    /** More faults than this at once are ours, not the data's: nothing is parked then. */
    private static final int PARKED_AT_ONCE_MAX = 10;

    private final Supplier<Serving> serving;
    private final InstantSource clock;

    BatchProjector(Supplier<Serving> serving, InstantSource clock) {
        this.serving = serving;
        this.clock = clock;
    }

    StreamsEventResponse project(DynamodbEvent batch) {
        Map<StreamId, List<Doorbell>> byStream = byStream(batch);
        // Read anew for each batch, once it is here: a rebuild may have let another generation
        // serve.
        Serving current = serving.get();
        Map<StreamId, CaughtUp> results = catchUpAll(current.catchUp(), byStream);
        boolean tooMany =
                results.values().stream().filter(Stuck.class::isInstance).count()
                        > PARKED_AT_ONCE_MAX;
        List<String> failed = new ArrayList<>();
        byStream.forEach((stream, doorbells) -> {
            boolean done =
                    switch (results.get(stream)) {
                        case Reached reached -> true;
                        case Stuck stuck -> !tooMany && parked(current, stream, stuck);
                        case null -> false;
                    };
            if (!done) {
                doorbells.forEach(doorbell -> failed.add(doorbell.sequenceNumber()));
            }
        });
        return answer(failed);
    }

    private static Map<StreamId, List<Doorbell>> byStream(DynamodbEvent batch) {
        Map<StreamId, List<Doorbell>> byStream = new LinkedHashMap<>();
        for (DynamodbStreamRecord change : batch.getRecords()) {
            doorbell(change)
                    .ifPresent(doorbell ->
                            byStream.computeIfAbsent(doorbell.stream(), stream -> new ArrayList<>())
                                    .add(doorbell));
        }
        return byStream;
    }

    /** Commits are only ever added; anything else was written by somebody else. */
    private static Optional<Doorbell> doorbell(DynamodbStreamRecord change) {
        String sequenceNumber = change.getDynamodb().getSequenceNumber();
        if (!"INSERT".equals(change.getEventName())) {
            LOG.warn("The record {} is passed over: {}", sequenceNumber, change.getEventName());
            return Optional.empty();
        }
        try {
            return Optional.of(Doorbell.of(change));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("The record {} is passed over: its keys are no commit's", sequenceNumber);
            return Optional.empty();
        }
    }

    /** What came of each stream; one that failed for a passing reason is absent. */
    private static Map<StreamId, CaughtUp> catchUpAll(
            CatchUp catchUp, Map<StreamId, List<Doorbell>> byStream) {
        Map<StreamId, CaughtUp> results = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byStream.forEach((stream, doorbells) ->
                    threads.execute(() -> catchUp(catchUp, stream, doorbells, results)));
        }
        return results;
    }

    private static void catchUp(
            CatchUp catchUp,
            StreamId stream,
            List<Doorbell> doorbells,
            Map<StreamId, CaughtUp> results) {
        List<Commit> commits = doorbells.stream().flatMap(bell -> bell.commit().stream()).toList();
        long goal = doorbells.stream().mapToLong(Doorbell::version).max().orElse(0);
        try {
            results.put(stream, catchUp.run(stream, goal, commits));
        } catch (RuntimeException passing) {
            LOG.warn("The view of {} could not be caught up, it comes again", stream, passing);
        }
    }

    private boolean parked(Serving current, StreamId stream, Stuck stuck) {
        LOG.error("{} is parked at version {}", stream, stuck.version(), stuck.cause());
        try {
            current.parked().park(stream, stuck, clock.instant());
            return true;
        } catch (RuntimeException passing) {
            LOG.warn("{} could not be parked, it comes again", stream, passing);
            return false;
        }
    }

    private static StreamsEventResponse answer(List<String> failed) {
        List<BatchItemFailure> lowest =
                failed.stream()
                        .min(Comparator.comparing(BigInteger::new))
                        .map(BatchItemFailure::new)
                        .stream()
                        .toList();
        return new StreamsEventResponse(lowest);
    }
}
