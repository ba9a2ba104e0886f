package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
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
        return items(generation).stream().map(item -> notice(generation, item)).toList();
    }

    private List<Map<String, AttributeValue>> items(int generation) {
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(partition(generation))))
                        .consistentRead(true)
                        .build();
        return Faults.reading(() -> client.queryPaginator(query).items().stream().toList());
    }

    @Override
    public Optional<Notice> find(int generation, StreamId stream) {
        GetItemRequest get =
                GetItemRequest.builder()
                        .tableName(table)
                        .key(key(generation, stream))
                        .consistentRead(true)
                        .build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(notice(generation, item));
    }

    @Override
    public void removeAll(int generation) {
        for (Map<String, AttributeValue> item : items(generation)) {
            DeleteItemRequest delete =
                    DeleteItemRequest.builder().tableName(table).key(ControlKeys.of(item)).build();
            Faults.writing(() -> client.deleteItem(delete));
        }
    }

    private static Notice notice(int generation, Map<String, AttributeValue> item) {
        return new Notice(
                generation,
                StreamId.parse(Required.attribute(item, Tables.SK).s()),
                Long.parseLong(Required.attribute(item, "version").n()),
                Required.attribute(item, "cause").s(),
                Timestamps.parse(Required.attribute(item, "since").s()),
                Timestamps.parse(Required.attribute(item, "last_tried").s()),
                Integer.parseInt(Required.attribute(item, "tries").n()));
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
        return ControlKeys.of(partition(generation), stream.toString());
    }

    private static String partition(int generation) {
        return "PARKED#" + generation;
    }
}
