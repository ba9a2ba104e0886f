package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.eventsourcing.projector.Discards;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Discards in the control table: {@code DISCARDED#stream} / the commit's version. */
public final class DynamoDbDiscards implements Discards {

    private static final String REASON = "reason";
    private static final String USER_ID = "user_id";
    private static final String AT = "discarded_at";

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbDiscards(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public Optional<Discard> find(StreamId stream, long version) {
        GetItemRequest get =
                GetItemRequest.builder()
                        .tableName(table)
                        .key(key(stream, version))
                        .consistentRead(true)
                        .build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Required.valid(() ->
                                new Discard(
                                        stream,
                                        version,
                                        text(item, REASON),
                                        text(item, USER_ID),
                                        Timestamps.parse(text(item, AT)))));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Required.attribute(item, name).s();
    }

    @Override
    public void add(Discard discard) {
        Map<String, AttributeValue> item = new HashMap<>(key(discard.stream(), discard.version()));
        item.put(REASON, AttributeValue.fromS(discard.reason()));
        item.put(USER_ID, AttributeValue.fromS(discard.userId()));
        item.put(AT, AttributeValue.fromS(Timestamps.format(discard.at())));
        PutItemRequest put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk)")
                        .build();
        try {
            Faults.writing(() -> client.putItem(put));
        } catch (ConditionalCheckFailedException known) {
            // The first one stays.
        }
    }

    private static Map<String, AttributeValue> key(StreamId stream, long version) {
        return ControlKeys.of(ControlKeys.DISCARDED + stream, Long.toString(version));
    }
}
