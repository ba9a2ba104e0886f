package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a stream record tells: that a stream has come to a version, and mostly by which commit. The
 * commit is missing where it can't be read; then the event table is asked for it.
 */
record Doorbell(String sequenceNumber, StreamId stream, long version, Optional<Commit> commit) {

    /**
     * Of a record.
     *
     * @throws IllegalArgumentException where its keys are not those of a commit
     */
    static Doorbell of(DynamodbStreamRecord change) {
        Map<String, AttributeValue> keys = StreamImages.toSdk(change.getDynamodb().getKeys());
        return new Doorbell(
                change.getDynamodb().getSequenceNumber(),
                StreamId.parse(key(keys, "stream_id").s()),
                Long.parseLong(key(keys, "version").n()),
                commit(change));
    }

    private static AttributeValue key(Map<String, AttributeValue> keys, String name) {
        AttributeValue key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("no key " + name);
        }
        return key;
    }

    private static Optional<Commit> commit(DynamodbStreamRecord change) {
        try {
            return Optional.of(
                    CommitSchema.read(StreamImages.toSdk(change.getDynamodb().getNewImage())));
        } catch (UnreadableException unreadable) {
            return Optional.empty();
        }
    }
}
