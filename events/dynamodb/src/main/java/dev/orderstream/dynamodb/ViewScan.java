package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore.Found;
import dev.orderstream.eventsourcing.view.ViewStore.Page;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Views and counters of a read table. Both have a revision; what has no view's other attributes is
 * counters, unless its key says that it is a view.
 */
final class ViewScan {

    /** Most of them are history and words, which are kept back. */
    private static final int ITEMS_MAX = 2_000;

    private final SegmentScan scan;

    ViewScan(DynamoDbClient client, TableDefinition table) {
        this.scan = new SegmentScan(client, table, ITEMS_MAX, ViewScan::filter);
    }

    /** History and words have no revision. A view that lost its own is met by its stream. */
    private static void filter(ScanRequest.Builder request) {
        request.filterExpression("attribute_exists(#revision)")
                .expressionAttributeNames(Map.of("#revision", Tables.REVISION));
    }

    Page read(Segment segment, @Nullable Place after) {
        ScanResponse page = scan.read(segment, after);
        return new Page(page.items().stream().map(ViewScan::found).toList(), scan.next(page));
    }

    private static Found found(Map<String, AttributeValue> item) {
        ViewKey key =
                ReadKeys.parse(
                        Required.attribute(item, Tables.PK).s(),
                        Required.attribute(item, Tables.SK).s());
        if (!item.containsKey(Tables.VERSION)) {
            return new Found.Counted(key);
        }
        try {
            return new Found.Shown(ViewSchema.read(item));
        } catch (UnreadableException damaged) {
            return new Found.Unreadable(key);
        }
    }
}
