package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The notes of heartbeats and late batches, items of one partition of the control table: one query
 * reads them all, and each is written by one unit. The items are those of {@link LagSchema}.
 */
public final class DynamoDbHeartbeats implements Heartbeats {

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbHeartbeats(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public LagNotes read() {
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(ControlKeys.HEARTBEAT)))
                        .build();
        return LagSchema.read(Faults.reading(() -> client.query(query)).items());
    }

    @Override
    public void sent(Map<Integer, SentHeartbeat> sent, Instant now) {
        put(
                LagSchema.sent(sent, now),
                "attribute_not_exists(#noted) OR #noted <= :noted OR #noted > :ahead",
                Map.of("#noted", LagSchema.NOTED_AT),
                Map.of(":noted", time(now), ":ahead", ahead(now)));
    }

    /** Where some are no news, the others are noted by a second request. */
    @Override
    public Map<Integer, Instant> arrived(Map<Integer, Instant> sentAt, Instant now) {
        Map<Integer, Instant> news = Map.copyOf(sentAt);
        while (!news.isEmpty()) {
            try {
                UpdateItemRequest update = arrival(news, now);
                Faults.writing(() -> client.updateItem(update));
                return news;
            } catch (ConditionalCheckFailedException known) {
                // Each round leaves out one more stream at least, so there are few.
                news = LagSchema.newer(news, known.item(), now);
            }
        }
        return news;
    }

    private UpdateItemRequest arrival(Map<Integer, Instant> news, Instant now) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":ahead", ahead(now));
        news.forEach((number, sentAt) -> {
            names.put("#s" + number, LagSchema.arrived(number));
            values.put(":s" + number, time(sentAt));
        });
        List<Integer> numbers = news.keySet().stream().sorted().toList();
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(LagSchema.ARRIVED_KEY)
                .updateExpression("SET " + joined(numbers, ", ", "#s%1$d = :s%1$d"))
                .conditionExpression(
                        joined(
                                numbers,
                                " AND ",
                                "(attribute_not_exists(#s%1$d) OR #s%1$d < :s%1$d"
                                        + " OR #s%1$d > :ahead)"))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static String joined(List<Integer> numbers, String delimiter, String pattern) {
        return String.join(delimiter, numbers.stream().map(pattern::formatted).toList());
    }

    /** One item per ten seconds of a minute, which the next minute's takes the place of. */
    @Override
    public void late(BatchLag batch) {
        put(
                LagSchema.late(batch),
                "attribute_not_exists(#noted) OR #noted < :begin OR #noted > :ahead"
                        + " OR #lag < :lag",
                Map.of("#noted", LagSchema.NOTED_AT, "#lag", LagSchema.LAG_MS),
                Map.of(
                        ":begin", time(LagSchema.slotBegin(batch.notedAt())),
                        ":ahead", ahead(batch.notedAt()),
                        ":lag", LagSchema.millis(batch.lag())));
    }

    private void put(
            Map<String, AttributeValue> item,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        PutItemRequest put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .build();
        try {
            Faults.writing(() -> client.putItem(put));
        } catch (ConditionalCheckFailedException known) {
            // What is noted is newer or greater.
        }
    }

    private static AttributeValue ahead(Instant now) {
        return time(now.plus(LagNotes.CLOCKS_DIFFER_MAX));
    }

    private static AttributeValue time(Instant time) {
        return AttributeValue.fromS(Timestamps.format(time));
    }
}
