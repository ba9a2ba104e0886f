package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads many items by {@code BatchGetItem}. */
record BatchGet(DynamoDbClient client, String tableName, Contention contention) {

    /** What one {@code BatchGetItem} takes. */
    private static final int KEYS_MAX = 100;

    List<View> views(Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        // A key that is there twice is refused.
        return items(keys.stream().distinct().map(ReadKeys::item).toList(), consistency, cost)
                .stream()
                .map(ViewSchema::read)
                .toList();
    }

    /** Those of these items that there are, in any order. */
    List<Map<String, AttributeValue>> items(
            List<Map<String, AttributeValue>> keys, Consistency consistency, ReadCost cost) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_MAX) {
            List<Map<String, AttributeValue>> some =
                    keys.subList(from, Math.min(from + KEYS_MAX, keys.size()));
            int before = items.size();
            read(some, consistency, items);
            cost.add(
                    ReadUnits.ofEach(
                            items.subList(before, items.size()), some.size(), consistency));
        }
        return items;
    }

    /** An answer holds 16 MB at most, and less where the table is out of capacity. */
    private void read(
            List<Map<String, AttributeValue>> keys,
            Consistency consistency,
            List<Map<String, AttributeValue>> found) {
        List<Map<String, AttributeValue>> left = keys;
        Contention.Attempts attempts = contention.start();
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> wanted =
                    Map.of(
                            tableName,
                            KeysAndAttributes.builder()
                                    .keys(left)
                                    .consistentRead(consistency == Consistency.STRONG)
                                    .build());
            BatchGetItemResponse answer =
                    Faults.reading(() -> client.batchGetItem(get -> get.requestItems(wanted)));
            List<Map<String, AttributeValue>> items =
                    answer.responses().getOrDefault(tableName, List.of());
            found.addAll(items);
            KeysAndAttributes unread = answer.unprocessedKeys().get(tableName);
            left = unread == null ? List.of() : unread.keys();
            if (items.isEmpty() && !left.isEmpty()) {
                attempts.pauseAfter(new IllegalStateException("keys were not read"));
            }
        }
    }
}
