package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Notices in the control table: {@code PARKED#generation} / the stream's name. */
public final class DynamoDbNotices implements Notices {

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbNotices(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.control().name();
    }

    @Override
    public void park(int generation, StreamId stream, long version, String cause, Instant now) {
        Map<String, AttributeValue> values =
                Map.of(
                        ":version", AttributeValue.fromN(Long.toString(version)),
                        ":cause", AttributeValue.fromS(cause),
                        ":now", AttributeValue.fromS(Timestamps.format(now)),
                        ":one", AttributeValue.fromN("1"));
        UpdateItemRequest.Builder update =
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(key(generation, stream))
                        .expressionAttributeNames(
                                Map.of(
                                        "#version", "version",
                                        "#cause", "cause",
                                        "#last", "last_tried",
                                        "#since", "since",
                                        "#tries", "tries"))
                        .expressionAttributeValues(values);
        try {
            update(
                    update.conditionExpression(
                            "attribute_not_exists(#version) OR #version <= :version"),
                    ":version");
        } catch (ConditionalCheckFailedException higher) {
            update(update.conditionExpression(null), "if_not_exists(#version, :version)");
        }
    }

    private void update(UpdateItemRequest.Builder update, String version) {
        UpdateItemRequest request =
                update.updateExpression(
                                "SET #version = "
                                        + version
                                        + ", #cause = :cause, #last = :now,"
                                        + " #since = if_not_exists(#since, :now) ADD #tries :one")
                        .build();
        Faults.writing(() -> client.updateItem(request));
    }

    @Override
    public List<Notice> all(int generation) {
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(partition(generation))))
                        .consistentRead(true)
                        .build();
        return Faults.reading(() ->
                client.queryPaginator(query).items().stream()
                        .map(item -> notice(generation, item))
                        .toList());
    }

    private static Notice notice(int generation, Map<String, AttributeValue> item) {
        return new Notice(
                generation,
                StreamId.parse(attribute(item, Tables.SK).s()),
                Long.parseLong(attribute(item, "version").n()),
                attribute(item, "cause").s(),
                Timestamps.parse(attribute(item, "since").s()),
                Timestamps.parse(attribute(item, "last_tried").s()),
                Integer.parseInt(attribute(item, "tries").n()));
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Required.attribute(name, item.get(name));
    }

    @Override
    public void remove(Notice notice) {
        DeleteItemRequest delete =
                DeleteItemRequest.builder()
                        .tableName(table)
                        .key(key(notice.generation(), notice.stream()))
                        .conditionExpression(
                                "#version = :version AND #tries = :tries AND #last = :last")
                        .expressionAttributeNames(
                                Map.of(
                                        "#version", "version",
                                        "#tries", "tries",
                                        "#last", "last_tried"))
                        .expressionAttributeValues(
                                Map.of(
                                        ":version",
                                        AttributeValue.fromN(Long.toString(notice.version())),
                                        ":tries",
                                        AttributeValue.fromN(Integer.toString(notice.tries())),
                                        ":last",
                                        AttributeValue.fromS(
                                                Timestamps.format(notice.lastTried()))))
                        .build();
        try {
            Faults.writing(() -> client.deleteItem(delete));
        } catch (ConditionalCheckFailedException changed) {
            // It was parked again meanwhile, perhaps at a later version: that notice stays.
        }
    }

    private static Map<String, AttributeValue> key(int generation, StreamId stream) {
        return Map.of(
                Tables.PK, AttributeValue.fromS(partition(generation)),
                Tables.SK, AttributeValue.fromS(stream.toString()));
    }

    private static String partition(int generation) {
        return "PARKED#" + generation;
    }
}
