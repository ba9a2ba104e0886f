package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.view.CatchUp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects a batch: its commits are put together by stream, each stream is caught up once. What
 * failed is told by its lowest sequence number: Lambda sends that record and all behind it again.
 */
final class BatchProjector {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProjector.class);

    private final Supplier<CatchUp> catchUp;

    BatchProjector(Supplier<CatchUp> catchUp) {
        this.catchUp = catchUp;
    }

    StreamsEventResponse project(DynamodbEvent batch) {
        // Read anew for each batch, once it is here: a rebuild may have let another generation
        // serve.
        CatchUp current = catchUp.get();
        List<String> failed = new ArrayList<>();
        Map<StreamId, List<Arrival>> byStream = new LinkedHashMap<>();
        for (DynamodbStreamRecord change : batch.getRecords()) {
            arrival(change, failed)
                    .ifPresent(arrival ->
                            byStream.computeIfAbsent(
                                            arrival.commit().stream(), stream -> new ArrayList<>())
                                    .add(arrival));
        }
        byStream.forEach((stream, arrivals) -> {
            if (!caughtUp(current, stream, arrivals)) {
                arrivals.forEach(arrival -> failed.add(arrival.sequenceNumber()));
            }
        });
        return answer(failed);
    }

    /** A commit and the number under which its record came. */
    private record Arrival(String sequenceNumber, Commit commit) {}

    private static Optional<Arrival> arrival(DynamodbStreamRecord change, List<String> failed) {
        String sequenceNumber = change.getDynamodb().getSequenceNumber();
        if (!"INSERT".equals(change.getEventName())) {
            // Commits are never changed: somebody else has written the event table.
            LOG.warn("A record {} is no commit: {}", sequenceNumber, change.getEventName());
            return Optional.empty();
        }
        try {
            Commit commit =
                    CommitSchema.read(StreamImages.toSdk(change.getDynamodb().getNewImage()));
            return Optional.of(new Arrival(sequenceNumber, commit));
        } catch (RuntimeException unreadable) {
            LOG.error("The record {} can't be read", sequenceNumber, unreadable);
            failed.add(sequenceNumber);
            return Optional.empty();
        }
    }

    private static boolean caughtUp(CatchUp catchUp, StreamId stream, List<Arrival> arrivals) {
        try {
            catchUp.run(stream, arrivals.stream().map(Arrival::commit).toList());
            return true;
        } catch (RuntimeException fault) {
            LOG.error("The view of {} could not be caught up", stream, fault);
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
