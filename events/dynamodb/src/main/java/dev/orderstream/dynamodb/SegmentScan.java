package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads a table by strongly consistent {@code Scan}s, page by page: one read unit per 4 KB of it.
 *
 * @param itemsMax of a page, before any filter: few enough that a worker says often how far he has
 *     come, and does little again after a crash
 */
record SegmentScan(
        DynamoDbClient client,
        TableDefinition table,
        int itemsMax,
        Consumer<ScanRequest.Builder> options) {

    ScanResponse read(Segment segment, @Nullable Place after) {
        ScanRequest.Builder scan =
                ScanRequest.builder()
                        .tableName(table.name())
                        .consistentRead(true)
                        .limit(itemsMax)
                        .segment(segment.number())
                        .totalSegments(segment.of())
                        .exclusiveStartKey(after == null ? null : key(after));
        options.accept(scan);
        return Faults.reading(() -> client.scan(scan.build()));
    }

    private Map<String, AttributeValue> key(Place place) {
        return Map.of(
                table.partition().name(),
                AttributeValue.fromS(place.partition()),
                table.sort().name(),
                switch (table.sort().type()) {
                    case TEXT -> AttributeValue.fromS(place.sort());
                    case NUMBER -> AttributeValue.fromN(place.sort());
                });
    }

    /** Where to go on behind a page. */
    Optional<Place> next(ScanResponse page) {
        if (!page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty()) {
            return Optional.empty();
        }
        AttributeValue partition =
                Required.attribute(page.lastEvaluatedKey(), table.partition().name());
        AttributeValue sort = Required.attribute(page.lastEvaluatedKey(), table.sort().name());
        return Optional.of(
                new Place(
                        partition.s(),
                        switch (table.sort().type()) {
                            case TEXT -> sort.s();
                            case NUMBER -> sort.n();
                        }));
    }
}
