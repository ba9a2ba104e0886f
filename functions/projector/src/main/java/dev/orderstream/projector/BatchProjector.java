package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.orderstream.dynamodb.Doorbells;
import dev.orderstream.eventsourcing.LastingFault;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Projected;
import dev.orderstream.eventsourcing.projector.Projected.Fault;
import dev.orderstream.eventsourcing.projector.Projector;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes the records of a batch to the projector as doorbells. What failed is told by the lowest
 * sequence number: Lambda sends that record and all behind it again.
 */
record BatchProjector(Projector projector, ProjectorMetrics metrics) {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProjector.class);

    StreamsEventResponse project(DynamodbEvent batch) {
        List<Doorbell> doorbells =
                batch.getRecords().stream().flatMap(change -> doorbell(change).stream()).toList();
        Projected projected = projector.project(doorbells);
        projected.faults().forEach(BatchProjector::log);
        metrics.log(
                projected.figures(),
                batch.getRecords().size(),
                batch.getRecords().size() - doorbells.size());
        return new StreamsEventResponse(
                projected
                        .firstFailed()
                        .map(doorbell -> new BatchItemFailure(doorbell.place().toString()))
                        .stream()
                        .toList());
    }

    /** Commits are only ever added; anything else was written by somebody else. */
    private static Optional<Doorbell> doorbell(DynamodbStreamRecord change) {
        StreamRecord data = change.getDynamodb();
        if (!"INSERT".equals(change.getEventName())) {
            LOG.warn(
                    "The record {} is passed over: {}",
                    data.getSequenceNumber(),
                    change.getEventName());
            return Optional.empty();
        }
        Map<String, AttributeValue> item = new HashMap<>(StreamImages.toSdk(data.getNewImage()));
        item.putAll(StreamImages.toSdk(data.getKeys()));
        Optional<Doorbell> doorbell =
                Doorbells.read(new BigInteger(data.getSequenceNumber()), item);
        if (doorbell.isEmpty()) {
            LOG.warn(
                    "The record {} is passed over: its keys are no commit's",
                    data.getSequenceNumber());
        }
        return doorbell;
    }

    private static void log(Fault fault) {
        switch (fault.fate()) {
            case COMES_AGAIN ->
                    LOG.warn(
                            "{} could not be caught up in generation {}, it comes again",
                            fault.stream(),
                            fault.generation(),
                            fault.cause());
            // Without the exception, whose messages may repeat what was stored.
            case PARKED ->
                    LOG.error(
                            "{} is parked in generation {}: {}",
                            fault.stream(),
                            fault.generation(),
                            LastingFault.describe(fault.cause()));
            // So it is with all that comes while a rebuild makes its table.
            case LEFT_BEHIND ->
                    LOG.debug(
                            "{} is left behind in generation {}",
                            fault.stream(),
                            fault.generation(),
                            fault.cause());
        }
    }
}
