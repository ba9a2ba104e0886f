package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.testing.TestTables;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the command function has stored, read past it. */
final class StoredOrders {

    private final TestTables tables;
    private final DynamoDbEventStore store;

    StoredOrders(TestTables tables) {
        this.tables = tables;
        this.store = new DynamoDbEventStore(tables.client(), tables.tables());
    }

    /** The commits of an order, oldest first; a gap among their versions is an error. */
    List<Commit> commits(String orderId) {
        return store.readAfter(stream(orderId), 0, Integer.MAX_VALUE);
    }

    /** The commits of any stream, oldest first. */
    List<Commit> commits(StreamId stream) {
        return store.readAfter(stream, 0, Integer.MAX_VALUE);
    }

    /** The commits of a product's stock, oldest first. */
    List<Commit> stock(String productId) {
        return store.readAfter(new ProductId(productId).stock(), 0, Integer.MAX_VALUE);
    }

    /** Counted, and what came and went since. */
    long available(String productId) {
        return stock(productId).stream()
                .flatMap(commit -> commit.events().stream())
                .mapToLong(StoredOrders::pieces)
                .sum();
    }

    private static int pieces(StoredEvent event) {
        return switch (event.type()) {
            case "StockCounted" -> event.data().integer("available");
            case "StockAdjusted" -> event.data().integer("delta");
            case "StockReserved" -> -event.data().integer("quantity");
            case "StockReleased" -> event.data().integer("quantity");
            default -> throw new AssertionError(event.type());
        };
    }

    /** The version of an order now, strongly consistent; 0 where there is none. */
    long version(String orderId) {
        return store.newest(stream(orderId)).map(Commit::version).orElse(0L);
    }

    /** Every item of the event table as it stands there. */
    List<Map<String, AttributeValue>> items() {
        return tables
                .client()
                .scanPaginator(scan ->
                        scan.tableName(tables.tables().events().name()).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** The item of a stream's newest commit. */
    Map<String, AttributeValue> newestItem(String stream) {
        return tables.client()
                .query(query ->
                        query.tableName(tables.tables().events().name())
                                .keyConditionExpression("stream_id = :stream")
                                .expressionAttributeValues(
                                        Map.of(":stream", AttributeValue.fromS(stream)))
                                .scanIndexForward(false)
                                .limit(1)
                                .consistentRead(true))
                .items()
                .getFirst();
    }

    /** The items of the commands that were sent with this correlation id. */
    List<Map<String, AttributeValue>> named(String correlationId) {
        return items().stream()
                .filter(item -> correlationId.equals(item.get("correlation_id").s()))
                .toList();
    }

    /** Puts a commit there, as another release of the function might. */
    void put(Commit commit) {
        assertThat(store.append(commit)).isEqualTo(new EventStore.Appended.Written());
    }

    /** Puts a commit in the place of the first one. */
    void replaceFirst(Commit commit) {
        tables.client()
                .deleteItem(delete ->
                        delete.tableName(tables.tables().events().name())
                                .key(
                                        Map.of(
                                                "stream_id",
                                                AttributeValue.fromS(commit.stream().toString()),
                                                "version",
                                                AttributeValue.fromN("1"))));
        put(commit);
    }

    static List<String> types(Commit commit) {
        return commit.events().stream().map(StoredEvent::type).toList();
    }

    private static StreamId stream(String orderId) {
        return new OrderId(orderId).stream();
    }
}
