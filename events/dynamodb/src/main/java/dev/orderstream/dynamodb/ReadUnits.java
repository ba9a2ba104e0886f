package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.Consistency;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB bills for reads, by the rules that it publishes, from the items that came back.
 * What it reports itself is not asked for: DynamoDB Local reports it wrongly.
 */
public final class ReadUnits {

    private static final int UNIT_BYTES = 4 * 1024;

    private ReadUnits() {}

    /** Items that one query has read: by their sum, and one unit where there are none. */
    public static double ofQuery(
            Collection<Map<String, AttributeValue>> items, Consistency consistency) {
        return scaled(started(items.stream().mapToLong(ItemSize::of).sum()), consistency);
    }

    /** Items that are read each by its key, and a unit for each key without an item. */
    public static double ofEach(
            Collection<Map<String, AttributeValue>> items, int keys, Consistency consistency) {
        long found = items.stream().mapToLong(item -> started(ItemSize.of(item))).sum();
        return scaled(found + Math.max(0, keys - items.size()), consistency);
    }

    private static long started(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, UNIT_BYTES));
    }

    private static double scaled(long units, Consistency consistency) {
        return consistency == Consistency.STRONG ? units : units / 2.0;
    }
}
