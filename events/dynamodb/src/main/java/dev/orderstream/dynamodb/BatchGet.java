package dev.orderstream.dynamodb;

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

/** Reads many views by {@code BatchGetItem}. Eventually consistent. */
record BatchGet(DynamoDbClient client, String tableName, Contention contention) {

    /** What one {@code BatchGetItem} takes. */
    private static final int KEYS_MAX = 100;

    List<View> views(Collection<ViewKey> keys) {
        // A key that is there twice is refused.
        List<Map<String, AttributeValue>> items =
                keys.stream().distinct().map(ReadKeys::item).toList();
        List<View> views = new ArrayList<>();
        for (int from = 0; from < items.size(); from += KEYS_MAX) {
            read(items.subList(from, Math.min(from + KEYS_MAX, items.size())), views);
        }
        return views;
    }

    /** An answer holds 16 MB at most, and less where the table is out of capacity. */
    private void read(List<Map<String, AttributeValue>> keys, List<View> views) {
        List<Map<String, AttributeValue>> left = keys;
        Contention.Attempts attempts = contention.start();
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> wanted =
                    Map.of(tableName, KeysAndAttributes.builder().keys(left).build());
            BatchGetItemResponse answer =
                    Faults.reading(() -> client.batchGetItem(get -> get.requestItems(wanted)));
            List<Map<String, AttributeValue>> items =
                    answer.responses().getOrDefault(tableName, List.of());
            items.forEach(item -> views.add(ViewSchema.read(item)));
            KeysAndAttributes unread = answer.unprocessedKeys().get(tableName);
            left = unread == null ? List.of() : unread.keys();
            if (items.isEmpty() && !left.isEmpty()) {
                attempts.pauseAfter(new IllegalStateException("keys were not read"));
            }
        }
    }
}
