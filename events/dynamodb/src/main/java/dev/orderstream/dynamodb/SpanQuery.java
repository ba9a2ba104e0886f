package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads a part of a partition, from a table or one of its indexes. Eventually consistent.
 *
 * @param index null: the table itself
 * @param key the attribute of the partition's key
 * @param sort the attribute of the sort key, by which the span goes
 */
record SpanQuery(
        String table,
        @Nullable String index,
        String key,
        String partition,
        String sort,
        Span span) {

    private static final String IN_PARTITION = "#partition = :partition";

    /** The items between the two ends of the span. */
    Stream<Map<String, AttributeValue>> read(DynamoDbClient client, ReadCost cost) {
        String condition = condition();
        if (condition == null) {
            return Stream.of();
        }
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .indexName(index)
                        .keyConditionExpression(condition)
                        .expressionAttributeNames(names())
                        .expressionAttributeValues(values())
                        .scanIndexForward(span.ascending())
                        .limit(limit())
                        .build();
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, AttributeValue> next = Map.of();
        do {
            Map<String, AttributeValue> start = next;
            QueryResponse page =
                    Faults.reading(() ->
                            client.query(
                                    start.isEmpty()
                                            ? query
                                            : query.toBuilder().exclusiveStartKey(start).build()));
            cost.add(ReadUnits.ofQuery(page.items(), Consistency.EVENTUAL));
            page.items().stream().filter(this::isInside).forEach(items::add);
            next = page.lastEvaluatedKey();
        } while (!next.isEmpty() && items.size() < span.max());
        return items.stream().limit(span.max());
    }

    private boolean isInside(Map<String, AttributeValue> item) {
        AttributeValue place = item.get(sort);
        return place == null || span.has(place.s());
    }

    /** {@code BETWEEN} also has the two ends themselves. */
    private int limit() {
        return lower() != null && upper() != null ? Math.addExact(span.max(), 2) : span.max();
    }

    private @Nullable String lower() {
        return span.ascending() ? span.after() : span.before();
    }

    private @Nullable String upper() {
        return span.ascending() ? span.before() : span.after();
    }

    /** Null where nothing can be between the two ends, which DynamoDB would refuse. */
    private @Nullable String condition() {
        String lower = lower();
        String upper = upper();
        if (lower != null && upper != null) {
            return lower.compareTo(upper) < 0
                    ? IN_PARTITION + " AND #sort BETWEEN :lower AND :upper"
                    : null;
        }
        if (lower != null) {
            return IN_PARTITION + " AND #sort > :lower";
        }
        return upper != null ? IN_PARTITION + " AND #sort < :upper" : IN_PARTITION;
    }

    private Map<String, String> names() {
        return lower() == null && upper() == null
                ? Map.of("#partition", key)
                : Map.of("#partition", key, "#sort", sort);
    }

    private Map<String, AttributeValue> values() {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":partition", AttributeValue.fromS(partition));
        put(values, ":lower", lower());
        put(values, ":upper", upper());
        return values;
    }

    private static void put(
            Map<String, AttributeValue> values, String name, @Nullable String text) {
        if (text != null) {
            values.put(name, AttributeValue.fromS(text));
        }
    }
}
