package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbDiscards;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Discard;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderCreated;
import dev.orderstream.orders.OrderEvent.OrderShipped;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ShippingAddress;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Commits;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ParkedControllerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Instant SINCE = Instant.parse("2026-11-21T09:00:00.123Z");

    private static TestTables tables;
    private static OperationsApiFunction api;
    private static OperatorCalls operator;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        api = new OperationsApiFunction(tables.properties("jwt"));
        operator = new OperatorCalls(api);
    }

    @AfterAll
    static void stop() {
        api.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void parked_streams_are_listed_with_their_cause_those_first_that_wait_for_longest() {
        park("Customer-2", SINCE.plusSeconds(1), 7);
        park("Customer-1", SINCE, 1);

        assertThat(operator.body(200, "GET", "/parked"))
                .isEqualTo(
                        """
                        {"items":[{"stream_id":"Customer-1","generation":1,"version":1,\
                        "cause":"a fault","since":"2026-11-21T09:00:00.123Z"},\
                        {"stream_id":"Customer-2","generation":1,"version":7,\
                        "cause":"a fault","since":"2026-11-21T09:00:01.123Z"}]}\
                        """);
    }

    @Test
    void a_replay_takes_in_what_is_mended_and_keeps_the_rest_parked() {
        named("Customer-good", 1);
        park("Customer-good", SINCE, 1);
        poison("Customer-bad", 1);
        park("Customer-bad", SINCE, 1);

        assertThat(operator.body(200, "POST", "/parked/replay"))
                .isEqualTo("{\"caught_up\":1,\"parked\":1,\"left\":0}");

        assertThat(operator.body(200, "GET", "/parked"))
                .contains("Customer-bad", "Teleported")
                .doesNotContain("Customer-good");
        assertThat(operator.body(200, "POST", "/parked/Customer-bad/replay"))
                .isEqualTo("{\"caught_up\":0,\"parked\":1,\"left\":0}");
    }

    /** Its table is not there: a try there would be an outage. */
    @Test
    void a_stream_is_not_tried_beside_as_long_as_it_is_parked_in_the_generation_that_serves() {
        poison("Customer-1", 1);
        park("Customer-1", SINCE, 1);
        tables.addBeside(2);
        notices().parkBeside(2, StreamId.parse("Customer-1"), 1, "a fault", SINCE);

        assertThat(operator.body(200, "POST", "/parked/Customer-1/replay"))
                .isEqualTo("{\"caught_up\":0,\"parked\":2,\"left\":0}");
        assertThat(operator.body(200, "POST", "/parked/replay"))
                .isEqualTo("{\"caught_up\":0,\"parked\":2,\"left\":0}");
    }

    @Test
    void a_replay_ends_within_its_call_and_says_how_many_are_left() {
        // given a call that has no time for a single stream
        named("Customer-1", 1);
        park("Customer-1", SINCE, 1);
        Map<String, Object> properties = new HashMap<>(tables.properties("jwt"));
        properties.put("call.budget", "5s");
        try (OperationsApiFunction hurried = new OperationsApiFunction(properties)) {
            // when / then
            assertThat(new OperatorCalls(hurried).body(200, "POST", "/parked/replay"))
                    .isEqualTo("{\"caught_up\":0,\"parked\":0,\"left\":1}");
        }
        assertThat(operator.body(200, "POST", "/parked/replay")).contains("\"caught_up\":1,");
    }

    @Test
    void a_discard_is_kept_with_its_reason_and_views_go_on_without_the_commit() {
        poison("Customer-1", 1);
        named("Customer-1", 2);
        park("Customer-1", SINCE, 1);

        assertThat(operator.body(200, "DELETE", "/parked/Customer-1?version=1&reason=a%20test"))
                .startsWith(
                        """
                        {"stream_id":"Customer-1","version":1,"reason":"a test",\
                        "user_id":"user-1","discarded_at":"2\
                        """)
                .endsWith("\"replayed\":{\"caught_up\":1,\"parked\":0,\"left\":0}}");

        assertThat(
                        new DynamoDbDiscards(tables.client(), tables.tables())
                                .find(StreamId.parse("Customer-1"), 1))
                .map(Discard::reason)
                .contains("a test");
        assertThat(operator.body(200, "GET", "/parked")).isEqualTo("{\"items\":[]}");
        assertThat(operator.body(404, "DELETE", "/parked/Customer-1?version=1&reason=again"))
                .contains("\"code\":\"not-found\"");
    }

    @Test
    void a_commit_that_is_not_at_fault_is_not_discarded() {
        poison("Customer-1", 1);
        named("Customer-1", 2);
        park("Customer-1", SINCE, 1);

        assertThat(operator.body(409, "DELETE", "/parked/Customer-1?version=2&reason=a%20test"))
                .contains("\"code\":\"invalid-transition\"", "\"version\":1");

        assertThat(
                        new DynamoDbDiscards(tables.client(), tables.tables())
                                .find(StreamId.parse("Customer-1"), 2))
                .isEmpty();
    }

    /** The commit that it waits for is gone: views go on behind it. */
    @Test
    void a_commit_that_is_missing_at_the_end_of_its_stream_can_be_discarded() {
        named("Customer-1", 1);
        park("Customer-1", SINCE, 2);

        assertThat(operator.body(200, "DELETE", "/parked/Customer-1?version=2&reason=lost"))
                .contains("\"caught_up\":1,\"parked\":0");

        assertThat(operator.body(200, "GET", "/parked")).isEqualTo("{\"items\":[]}");
    }

    /** Its version is in the event table, so that it can be found, repaired or discarded. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_commit_behind_a_gap_is_parked_and_discarded_by_its_own_version(boolean malformed) {
        named("Customer-1", 1);
        poison("Customer-1", 3);
        if (malformed) {
            withoutEvents("Customer-1", 3);
        }
        park("Customer-1", SINCE, 1);

        assertThat(operator.body(200, "POST", "/parked/Customer-1/replay"))
                .contains("\"parked\":1");
        assertThat(operator.body(200, "GET", "/parked")).contains("\"version\":3");
        assertThat(operator.body(409, "DELETE", "/parked/Customer-1?version=2&reason=lost"))
                .contains("\"version\":3");
        assertThat(operator.body(200, "DELETE", "/parked/Customer-1?version=3&reason=lost"))
                .contains("\"caught_up\":1,\"parked\":0");

        assertThat(operator.body(200, "GET", "/parked")).isEqualTo("{\"items\":[]}");
    }

    private static void withoutEvents(String stream, long version) {
        tables.client()
                .updateItem(update ->
                        update.tableName(tables.tables().events().name())
                                .key(
                                        Map.of(
                                                "stream_id", AttributeValue.fromS(stream),
                                                "version",
                                                        AttributeValue.fromN(
                                                                Long.toString(version))))
                                .updateExpression("REMOVE #events")
                                .expressionAttributeNames(Map.of("#events", "events")));
    }

    @Test
    void where_nobody_projects_a_category_no_discard_helps() {
        park("Pump-1", SINCE, 7);

        assertThat(operator.body(409, "DELETE", "/parked/Pump-1?version=7&reason=a%20test"))
                .contains("\"code\":\"invalid-transition\"", "no projection for category Pump");
    }

    /** No fold would pass it over: the same commits are taken in where the view is smaller. */
    @Test
    void a_commit_whose_view_the_store_refuses_is_not_discarded() {
        String order = "Order-0f3cf1ee-1c5c-4c4e-9a51-0d0c5dbd8b01";
        String halfAnItem = "x".repeat(250_000);
        append(order, 1, OrderEvent.CODEC.encode(created(halfAnItem)));
        append(order, 2, OrderEvent.CODEC.encode(new OrderShipped(halfAnItem, null)));
        park(order, SINCE, 2);

        assertThat(operator.body(409, "DELETE", "/parked/" + order + "?version=2&reason=a%20test"))
                .contains(
                        "\"code\":\"invalid-transition\"",
                        "No commit is at fault",
                        "the store refuses the write",
                        "\"version\":2");

        assertThat(
                        new DynamoDbDiscards(tables.client(), tables.tables())
                                .find(StreamId.parse(order), 2))
                .isEmpty();
        assertThat(operator.body(200, "GET", "/parked")).contains(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?version=1",
                "?reason=x",
                "?version=&reason=x",
                "?version=0&reason=x",
                "?version=-1&reason=x",
                "?version=1.0&reason=x",
                "?version=2147483648&reason=x",
                "?version=1&reason=",
                "?version=1&reason=%20",
                "?version=1&reason=a%0Ab",
                "?version=1&reason=a%E2%80%AEb",
                "?version=1&version=1&reason=x",
                "?version=1&reason=x&force=true"
            })
    void version_and_reason_must_be_there_and_within_their_bounds(String query) {
        poison("Customer-1", 1);
        park("Customer-1", SINCE, 1);

        assertThat(operator.body(400, "DELETE", "/parked/Customer-1" + query))
                .contains("\"code\":\"invalid-parameter\"");
    }

    @Test
    void a_reason_has_up_to_a_hundred_characters() {
        poison("Customer-1", 1);
        park("Customer-1", SINCE, 1);
        String query = "/parked/Customer-1?version=1&reason=";

        operator.body(400, "DELETE", query + "x".repeat(101));
        operator.body(200, "DELETE", query + "%F0%9D%92%9C".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Customer-1", "Customer", "-1", "Customer-", "\u0000"})
    void what_is_not_parked_or_is_no_stream_s_name_is_not_found(String stream) {
        named("Customer-1", 1);

        operator.body(404, "POST", "/parked/" + stream + "/replay");
        assertThat(operator.body(404, "DELETE", "/parked/" + stream + "?version=1&reason=x"))
                .contains("\"code\":\"not-found\"");
        operator.body(404, "POST", "/parked/Customer-" + "x".repeat(1_500) + "/replay");
    }

    private static void park(String stream, Instant since, long version) {
        notices().park(1, StreamId.parse(stream), version, "a fault", since);
    }

    private static DynamoDbNotices notices() {
        return new DynamoDbNotices(tables.client(), tables.tables(), Contention.system());
    }

    private static void poison(String stream, long version) {
        append(stream, version, new StoredEvent("Teleported", 1, Document.Fields.NONE));
    }

    private static void named(String stream, long version) {
        append(
                stream,
                version,
                new StoredEvent("CustomerNamed", 1, Document.fields().put("name", "Ada").build()));
    }

    private static OrderCreated created(String customerName) {
        return new OrderCreated(
                new OrderId("0f3cf1ee-1c5c-4c4e-9a51-0d0c5dbd8b01"),
                new CustomerId("customer-1"),
                customerName,
                new OrderCurrency("EUR"),
                new ShippingAddress(null, "1", null, "Berlin", null, null, "DE"));
    }

    private static void append(String stream, long version, StoredEvent event) {
        new DynamoDbEventStore(tables.client(), tables.tables())
                .append(
                        new Commit(
                                StreamId.parse(stream),
                                version,
                                NOON,
                                List.of(event),
                                Commits.origin()));
    }
}
