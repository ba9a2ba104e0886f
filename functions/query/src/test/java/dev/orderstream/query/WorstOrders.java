package dev.orderstream.query;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCancelled;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderEvent.OrderItemRemoved;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderProjection;
import dev.orderstream.orders.OrderView;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Orders that cost as much to read as any can, written to the read table without their stream: the
 * longest ids and texts, of characters that take 4 bytes each.
 */
final class WorstOrders {

    /** The length of an id that is as long as it may be. */
    private static final int ID_LENGTH = 64;

    /** The longest user's and correlation's ids. */
    private static final String LONG_ID = "u".repeat(128);

    private static final Instant START = Instant.parse("2026-11-21T00:00:00.000Z");
    private static final OrderProjection PROJECTION = new OrderProjection();

    /** What a {@code BatchWriteItem} takes. */
    private static final int WRITES_MAX = 25;

    private final TestTables tables;
    private final DynamoDbViewStore views;
    private int placed;

    WorstOrders(TestTables tables) {
        this.tables = tables;
        views = new DynamoDbViewStore(tables.client(), tables.tables(), 1, Contention.system());
    }

    /** An id as long as it may be, which begins with this. */
    static String id(String beginning) {
        return beginning + "x".repeat(ID_LENGTH - beginning.length());
    }

    /** A text of so many characters that take 4 bytes each. */
    static String text(int characters) {
        return "𝄞".repeat(characters);
    }

    /**
     * Places an order, each a second after the one before.
     *
     * @param words those of its words that it is to be found by
     */
    OrderId place(String customer, String name, String city, int lines, Set<String> words) {
        OrderId id = OrderId.of(UUID.randomUUID());
        Instant at = START.plusSeconds(placed++);
        List<OrderEvent> created = new ArrayList<>();
        created.add(
                new OrderCreated(
                        id,
                        new CustomerId(customer),
                        name,
                        new OrderCurrency("EUR"),
                        new ShippingAddress(
                                text(ShippingAddress.LINE_MAX),
                                text(ShippingAddress.LINE_MAX),
                                text(ShippingAddress.LINE_MAX),
                                city,
                                text(ShippingAddress.POSTAL_CODE_MAX),
                                text(ShippingAddress.PLACE_MAX),
                                "DE")));
        IntStream.rangeClosed(1, lines).forEach(line -> created.add(line(line)));
        OrderView view = PROJECTION.evolve(null, commit(id, 1, at, created));
        store(id, PROJECTION.evolve(view, commit(id, 2, at, List.of(shipped()))), 2, words);
        return id;
    }

    /**
     * Places an order of 50 lines whose history has so many commits, each as large as it may be.
     */
    OrderId placeWithHistory(String customer, int commits) {
        OrderId id = place(customer, text(200), text(100), OrderCommand.LINES_MAX, Set.of());
        List<OrderEvent> created = new ArrayList<>();
        created.add(
                new OrderCreated(
                        id,
                        new CustomerId(customer),
                        text(200),
                        new OrderCurrency("EUR"),
                        new ShippingAddress(
                                text(200), text(200), text(200), text(100), text(20), text(100),
                                "DE")));
        IntStream.rangeClosed(1, OrderCommand.LINES_MAX).forEach(line -> created.add(line(line)));
        List<HistoryEntry> entries = new ArrayList<>();
        entries.add(HistoryEntry.of(commit(id, 1, START, created)));
        for (int version = 2; version <= commits; version++) {
            OrderEvent event =
                    version % 2 == 0
                            ? new OrderItemRemoved(OrderCommand.LINES_MAX + version / 2 - 1)
                            : line(OrderCommand.LINES_MAX + version / 2);
            entries.add(
                    HistoryEntry.of(
                            commit(
                                    id,
                                    version,
                                    START,
                                    List.of(
                                            version == commits
                                                    ? new OrderCancelled(text(100))
                                                    : event))));
        }
        views.putAhead("ORDER#" + id.value(), entries, Tokens.NONE);
        View stored = views.read(PROJECTION.key(id.value()), Consistency.STRONG).orElseThrow();
        views.replace(stored, new View(stored.key(), commits, 2, stored.body()));
        return id;
    }

    /** Puts places of a word there, of orders that have no view. */
    void addPlaces(String word, List<Integer> seconds) {
        List<WriteRequest> writes =
                seconds.stream()
                        .map(second ->
                                "%s#%s"
                                        .formatted(
                                                Timestamps.format(START.plusSeconds(second)),
                                                UUID.randomUUID()))
                        .map(place -> place(word, place))
                        .toList();
        write(writes);
    }

    /**
     * Places copies of an order that is there, each a second after the one before.
     *
     * @param words those of its words that they are to be found by
     */
    List<OrderId> copy(OrderId original, int count, Set<String> words) {
        Map<String, AttributeValue> view =
                tables.client()
                        .getItem(get ->
                                get.tableName(table())
                                        .consistentRead(true)
                                        .key(
                                                Map.of(
                                                        "pk", text("ORDER#" + original.value()),
                                                        "sk", text("VIEW"))))
                        .item();
        List<OrderId> ids = new ArrayList<>();
        List<WriteRequest> writes = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            OrderId id = OrderId.of(UUID.randomUUID());
            String at = Timestamps.format(START.plusSeconds(placed++));
            String place = at + "#" + id.value();
            Map<String, AttributeValue> summary = new HashMap<>(view.get("summary").m());
            summary.put("order_id", text(id.value()));
            summary.put("created_at", text(at));
            Map<String, AttributeValue> copy = new HashMap<>(view);
            copy.put("pk", text("ORDER#" + id.value()));
            copy.put("list_sort", text(place));
            copy.put("summary", AttributeValue.fromM(summary));
            writes.add(put(copy));
            words.forEach(word -> writes.add(place(word, place)));
            ids.add(id);
        }
        write(writes);
        return ids;
    }

    private static WriteRequest place(String word, String place) {
        return put(Map.of("pk", text("TOKEN#" + word), "sk", text(place)));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }

    private String table() {
        return tables.tables().readModel(1).name();
    }

    private void write(List<WriteRequest> writes) {
        String table = table();
        for (int from = 0; from < writes.size(); from += WRITES_MAX) {
            List<WriteRequest> some =
                    writes.subList(from, Math.min(from + WRITES_MAX, writes.size()));
            tables.client().batchWriteItem(write -> write.requestItems(Map.of(table, some)));
        }
    }

    private static OrderItemAdded line(int line) {
        return new OrderItemAdded(
                line,
                new ProductId(id("sku-" + line + "-")),
                new Quantity(999_999),
                new UnitPrice(UnitPrice.MAX),
                999_999);
    }

    private static OrderShipped shipped() {
        return new OrderShipped(text(64), text(64));
    }

    private static Commit commit(OrderId id, long version, Instant at, List<OrderEvent> events) {
        return new Commit(
                id.stream(),
                version,
                at,
                OrderEvent.CODEC.encode(events),
                new Commit.Origin(
                        Digest.random(), Digest.random(), true, LONG_ID, LONG_ID, LONG_ID));
    }

    /** Without its customer's counters, which would make it a transaction. */
    private void store(OrderId id, OrderView view, long version, Set<String> words) {
        ViewBody body = PROJECTION.write(view);
        Tokens all = PROJECTION.tokens(id.value(), view);
        if (!words.isEmpty()) {
            views.putAhead("ORDER#" + id.value(), List.of(), new Tokens(all.sort(), words));
        }
        @Nullable View before = null;
        views.replace(
                before,
                new View(
                        PROJECTION.key(id.value()),
                        version,
                        1,
                        new ViewBody(
                                body.summary(),
                                body.details(),
                                Objects.requireNonNull(body.listing()),
                                null)));
    }
}
