package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Batches as a mapping hands them to its function. */
public final class Batches {

    private Batches() {}

    /** The batch that tells of the inserts of these items of the event table. */
    public static DynamodbEvent ofInserts(List<Map<String, AttributeValue>> items) {
        List<Record> records = new ArrayList<>();
        for (Map<String, AttributeValue> item : items) {
            String sequenceNumber = Integer.toString(records.size() + 1);
            records.add(
                    Record.builder()
                            .eventName(OperationType.INSERT)
                            .dynamodb(change ->
                                    change.keys(
                                                    Map.of(
                                                            "stream_id", item.get("stream_id"),
                                                            "version", item.get("version")))
                                            .newImage(item)
                                            .sequenceNumber(sequenceNumber)
                                            .streamViewType(StreamViewType.NEW_IMAGE))
                            .build());
        }
        return StreamEvents.of(records, "arn:aws:dynamodb:stream");
    }
}
