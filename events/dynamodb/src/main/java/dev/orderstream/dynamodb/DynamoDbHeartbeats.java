package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The last heartbeat, an item of the control table. */
public final class DynamoDbHeartbeats implements Heartbeats {

    static final Map<String, AttributeValue> KEY =
            Map.of(
                    Tables.PK, AttributeValue.fromS("HEARTBEAT"),
                    Tables.SK, AttributeValue.fromS("LAST"));
    private static final String SENT_AT = "sent_at";
    private static final String ARRIVED_AT = "arrived_at";

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbHeartbeats(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public void arrived(Heartbeat heartbeat) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        item.put(SENT_AT, AttributeValue.fromS(Timestamps.format(heartbeat.sentAt())));
        item.put(ARRIVED_AT, AttributeValue.fromS(Timestamps.format(heartbeat.arrivedAt())));
        PutItemRequest put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#sent) OR #sent < :sent")
                        .expressionAttributeNames(Map.of("#sent", SENT_AT))
                        .expressionAttributeValues(Map.of(":sent", item.get(SENT_AT)))
                        .build();
        try {
            Faults.writing(() -> client.putItem(put));
        } catch (ConditionalCheckFailedException late) {
            // It came again, or after one that was sent later.
        }
    }

    @Override
    public Optional<Heartbeat> last() {
        GetItemRequest get = GetItemRequest.builder().tableName(table).key(KEY).build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(heartbeat(item));
    }

    private static Heartbeat heartbeat(Map<String, AttributeValue> item) {
        return new Heartbeat(
                Timestamps.parse(Required.attribute(item, SENT_AT).s()),
                Timestamps.parse(Required.attribute(item, ARRIVED_AT).s()));
    }
}
