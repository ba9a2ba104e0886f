package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.dynamodb.DynamoDbViewStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.NewItem;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.orders.Quantity;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.orders.UnitPrice;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Commits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsFunctionTest {

    private static final StreamId STREAM =
            new StreamId("Order", "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f");

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000Z");

    private static TestTables tables;
    private static OperationsFunction function;
    private static Instant now = NOON;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        Map<String, Object> properties = tables.properties("none");
        properties.put("metrics.format", "text");
        function = new OperationsFunction(TestClock.in(properties, () -> now));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
        now = NOON;
    }

    @Test
    void a_parked_stream_is_tried_again_when_its_pause_is_over() {
        poison(STREAM);
        notices().park(1, STREAM, 1, "a fault", now.minusSeconds(61));

        tick();

        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.tries()).isEqualTo(2);
                    assertThat(notice.cause()).contains("OrderTeleported");
                });
    }

    @Test
    void a_parked_stream_is_left_alone_before_that() {
        poison(STREAM);
        notices().park(1, STREAM, 1, "a fault", now);

        tick();

        assertThat(notices().all(1)).singleElement().matches(notice -> notice.tries() == 1);
    }

    @Test
    void a_minute_without_anything_parked_costs_five_reads_16_heartbeats_and_a_note_of_them() {
        tick();
        tables.takeOperations();

        tick();

        List<String> operations = new ArrayList<>(List.of("Query"));
        operations.addAll(Collections.nCopies(17, "PutItem"));
        operations.addAll(List.of("GetItem", "Query", "GetItem", "Query"));
        assertThat(tables.takeOperations()).isEqualTo(operations);
    }

    @Test
    void each_tick_adds_a_heartbeat_to_each_of_16_streams_of_its_day_and_notes_it() {
        tick();
        now = now.plusSeconds(60);
        tick();

        assertThat(tables.client().scan(scan -> scan.tableName("orderstream-events")).items())
                .extracting(item -> item.get("stream_id").s())
                .hasSize(32)
                .allMatch(stream -> stream.matches("Heartbeat-2026-11-21-(\\d|1[0-5])"))
                .satisfies(streams -> assertThat(new HashSet<>(streams)).hasSize(16));
        assertThat(lagNotes().sent())
                .hasSize(16)
                .containsEntry(9, new SentHeartbeat(NOON, NOON.plusSeconds(60), 2));
    }

    @Test
    void the_lag_is_logged_each_minute_even_where_no_projector_runs() {
        try (LogLines log = new LogLines()) {
            tick();
            assertThat(log.all())
                    .as("nothing is known yet")
                    .noneMatch(line -> line.contains("LagEstimate"));

            now = now.plusSeconds(60);
            tick();
            assertThat(log.all()).anyMatch(line -> line.contains("LagEstimate=60000ms"));
        }
    }

    private static LagNotes lagNotes() {
        return new DynamoDbHeartbeats(tables.client(), tables.tables()).read();
    }

    @Test
    void a_replay_brings_every_view_up_to_its_stream_and_parks_those_that_can_not_be() {
        for (int n = 0; n < 30; n++) {
            place(UUID.randomUUID());
        }
        UUID order = UUID.randomUUID();
        place(order);
        for (int n = 0; n < 12; n++) {
            poison(new StreamId("Order", UUID.randomUUID().toString()));
        }
        tick();

        replay();

        assertThat(view(order)).map(View::version).contains(1L);
        assertThat(
                        views().counters(
                                        new ViewKey("CUSTOMER", "c-1", "TOTALS"),
                                        Consistency.STRONG)
                                .amounts())
                .containsEntry("orders_pending", new BigDecimal(31));
        assertThat(notices().all(1)).hasSize(12);
        assertThat(lagNotes().arrived()).as("a heartbeat arrives by the stream alone").isEmpty();
    }

    @Test
    void a_second_replay_changes_nothing() {
        UUID order = UUID.randomUUID();
        place(order);
        replay();
        Optional<View> before = view(order);
        tables.takeOperations();

        replay();

        assertThat(view(order)).isEqualTo(before);
        assertThat(tables.takeOperations()).containsExactly("Scan", "GetItem", "GetItem");
    }

    @Test
    void an_operation_that_is_unknown_is_refused() {
        assertThatThrownBy(() -> function.handleRequest(Map.of("operation", "rest"), null))
                .hasMessageContaining("expected tick, work or replay, got rest");
    }

    private static void tick() {
        function.handleRequest(OperationsFunction.TICK, null);
    }

    private static void replay() {
        function.handleRequest(OperationsFunction.REPLAY, null);
    }

    private static void place(UUID id) {
        NewItem item =
                new NewItem(
                        new ProductId("sku-1"),
                        new Quantity(2),
                        new UnitPrice(new BigDecimal("12.60")));
        ShippingAddress address =
                new ShippingAddress(null, "1 Main Street", null, "Berlin", null, null, "DE");
        append(
                new StreamId("Order", id.toString()),
                OrderEvent.CODEC.encode(
                        List.of(
                                new OrderEvent.OrderCreated(
                                        OrderId.of(id),
                                        new CustomerId("c-1"),
                                        null,
                                        new OrderCurrency("EUR"),
                                        address),
                                new OrderEvent.OrderItemAdded(
                                        1,
                                        item.productId(),
                                        item.quantity(),
                                        item.unitPrice(),
                                        0))));
    }

    private static void poison(StreamId stream) {
        append(stream, List.of(new StoredEvent("OrderTeleported", 1, Document.Fields.NONE)));
    }

    private static void append(StreamId stream, List<StoredEvent> stored) {
        new DynamoDbEventStore(tables.client(), tables.tables())
                .append(new Commit(stream, 1, now, stored, Commits.origin()));
    }

    private static Optional<View> view(UUID order) {
        return views().read(new ViewKey("ORDER", order.toString(), "VIEW"), Consistency.STRONG);
    }

    private static DynamoDbViewStore views() {
        Contention contention = Contention.system();
        return new DynamoDbViewStore(tables.client(), tables.tables(), 1, contention);
    }

    private static DynamoDbNotices notices() {
        return new DynamoDbNotices(tables.client(), tables.tables(), Contention.system());
    }
}
