package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Notices in the control table: {@code PARKED#generation} / the stream's name. */
public final class DynamoDbNotices implements Notices {

    private final DynamoDbClient client;
    private final String table;
    private final Contention contention;

    public DynamoDbNotices(DynamoDbClient client, Tables tables, Contention contention) {
        this.client = client;
        this.contention = contention;
        this.table = tables.control().name();
    }

    @Override
    public void park(int generation, StreamId stream, long version, String cause, Instant now) {
        NoticeUpdate notice = new NoticeUpdate(key(generation, stream), version, cause, now);
        try {
            Faults.writing(() -> client.updateItem(notice.rising(table)));
        } catch (ConditionalCheckFailedException higher) {
            Faults.writing(() -> client.updateItem(notice.keepingVersion(table)));
        }
    }

    @Override
    public boolean parkBeside(
            int generation, StreamId stream, long version, String cause, Instant now) {
        NoticeUpdate notice = new NoticeUpdate(key(generation, stream), version, cause, now);
        AllOrNothing transaction = new AllOrNothing(client, contention);
        TransactWriteItem touch = DynamoDbLedger.touchingBeside(table, generation);
        OptionalInt failed = transaction.write(List.of(touch, notice.risingTogether(table)));
        if (failed.isPresent() && failed.getAsInt() == 1) {
            failed = transaction.write(List.of(touch, notice.keepingVersionTogether(table)));
        }
        return failed.isEmpty();
    }

    @Override
    public List<Notice> page(int generation, @Nullable StreamId after, int noticesMax) {
        QueryRequest.Builder query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(partition(generation))))
                        .consistentRead(true)
                        .limit(noticesMax);
        if (after != null) {
            query.exclusiveStartKey(key(generation, after));
        }
        return Faults.reading(() ->
                client.queryPaginator(query.build()).items().stream()
                        .limit(noticesMax)
                        .map(item -> notice(generation, item))
                        .toList());
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
        all(generation)
                .map(notice ->
                        DeleteItemRequest.builder()
                                .tableName(table)
                                .key(key(generation, notice.stream()))
                                .build())
                .forEach(delete -> Faults.writing(() -> client.deleteItem(delete)));
    }

    private static Notice notice(int generation, Map<String, AttributeValue> item) {
        return Required.valid(() ->
                new Notice(
                        generation,
                        StreamId.parse(Required.attribute(item, Tables.SK).s()),
                        Long.parseLong(Required.attribute(item, "version").n()),
                        Required.attribute(item, "cause").s(),
                        Timestamps.parse(Required.attribute(item, "since").s()),
                        Timestamps.parse(Required.attribute(item, "last_tried").s()),
                        Integer.parseInt(Required.attribute(item, "tries").n())));
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
        return ControlKeys.PARKED + generation;
    }
}
