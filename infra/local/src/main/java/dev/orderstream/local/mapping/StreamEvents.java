package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.util.Date;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Records of a stream as the event that a function gets from its event source mapping. */
final class StreamEvents {

    static final String EVENT_SOURCE = "aws:dynamodb";

    private StreamEvents() {}

    static DynamodbEvent of(List<Record> records, String streamArn) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records.stream().map(record -> of(record, streamArn)).toList());
        return event;
    }

    private static DynamodbStreamRecord of(Record from, String streamArn) {
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setEventID(from.eventID());
        record.setEventName(from.eventNameAsString());
        record.setEventVersion(from.eventVersion());
        record.setEventSource(EVENT_SOURCE);
        record.setAwsRegion(from.awsRegion());
        record.setEventSourceARN(streamArn);
        record.setDynamodb(of(from.dynamodb()));
        if (from.userIdentity() != null) {
            record.setUserIdentity(
                    new Identity()
                            .withPrincipalId(from.userIdentity().principalId())
                            .withType(from.userIdentity().type()));
        }
        return record;
    }

    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord of(
            StreamRecord from) {
        var change =
                new com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord();
        if (from.approximateCreationDateTime() != null) {
            change.setApproximateCreationDateTime(Date.from(from.approximateCreationDateTime()));
        }
        change.setKeys(StreamAttributes.of(from.keys()));
        // An image that the change does not have is absent, not empty.
        if (from.hasNewImage()) {
            change.setNewImage(StreamAttributes.of(from.newImage()));
        }
        if (from.hasOldImage()) {
            change.setOldImage(StreamAttributes.of(from.oldImage()));
        }
        change.setSequenceNumber(from.sequenceNumber());
        change.setSizeBytes(from.sizeBytes());
        if (from.streamViewTypeAsString() != null) {
            change.setStreamViewType(StreamViewType.fromValue(from.streamViewTypeAsString()));
        }
        return change;
    }
}
