package dev.orderstream.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Puts items that never change, unconditionally: one by {@code PutItem}, more by {@code
 * BatchWriteItem}.
 */
record Puts(DynamoDbClient client, String tableName, Contention contention) {

    /** What one {@code BatchWriteItem} takes. */
    private static final int ITEMS_MAX = 25;

    void all(List<Map<String, AttributeValue>> items) {
        if (items.size() == 1) {
            contention.retrying(
                    () -> client.putItem(put -> put.tableName(tableName).item(items.getFirst())));
            return;
        }
        for (int from = 0; from < items.size(); from += ITEMS_MAX) {
            batch(items.subList(from, Math.min(from + ITEMS_MAX, items.size())));
        }
    }

    private void batch(List<Map<String, AttributeValue>> items) {
        List<WriteRequest> left =
                items.stream()
                        .map(item -> PutRequest.builder().item(item).build())
                        .map(put -> WriteRequest.builder().putRequest(put).build())
                        .toList();
        Contention.Attempts attempts = contention.start();
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> wanted = Map.of(tableName, left);
            left =
                    Faults.writing(() -> client.batchWriteItem(write -> write.requestItems(wanted)))
                            .unprocessedItems()
                            .getOrDefault(tableName, List.of());
            if (!left.isEmpty()) {
                attempts.pauseAfter(new IllegalStateException("items were not taken"));
            }
        }
    }
}
