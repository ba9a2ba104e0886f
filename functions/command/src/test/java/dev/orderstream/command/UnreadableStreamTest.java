package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.ProductId;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.TestTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A command on stored data that can't be read is one and the same 503, and stores nothing. */
class UnreadableStreamTest {

    private static final String SECRET = "Xenophon Quillfeather";

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        function = new CommandFunction(tables.properties("jwt"));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    /** What may be wrong with an item of the event table. */
    static Stream<Arguments> damages() {
        AttributeValue text = AttributeValue.fromS(SECRET);
        return Stream.of(
                damage("no events", item -> without(item, "events")),
                damage("events of another type", item -> with(item, "events", text)),
                damage(
                        "no event at all",
                        item -> with(item, "events", AttributeValue.fromL(List.of()))),
                damage(
                        "an unknown event",
                        item -> with(item, "events", event("Teleported", Map.of()))),
                damage(
                        "an event without its data",
                        item -> with(item, "events", event("OrderItemAdded", Map.of()))),
                damage("no time", item -> without(item, "recorded_at")),
                damage("a time that is none", item -> with(item, "recorded_at", text)),
                damage(
                        "a time of another type",
                        item -> with(item, "recorded_at", AttributeValue.fromL(List.of()))),
                damage("a command id that is none", item -> with(item, "command_id", text)),
                damage("a flag that is none", item -> with(item, "keyed", text)),
                damage("no user", item -> without(item, "user_id")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_malformed_commit_of_the_order(
            String what, UnaryOperator<Map<String, AttributeValue>> damage) {
        String order = ordered();
        Map<String, AttributeValue> second = damage.apply(item(order, 2));
        put(second);

        assertThatAllAreRefused(order);
    }

    @Test
    void a_commit_that_the_rules_do_not_expect_there() {
        String order = ordered();
        put(with(item(order, 2), "events", item(order, 1).get("events")));

        assertThatAllAreRefused(order);
    }

    @Test
    void a_missing_commit_in_the_middle() {
        String order = ordered();
        delete(new OrderId(order).stream(), 2);

        assertThatAllAreRefused(order);
    }

    @Test
    void a_malformed_commit_behind_a_gap() {
        String order = ordered();
        delete(new OrderId(order).stream(), 2);
        put(without(item(order, 3), "events"));

        assertThatAllAreRefused(order);
    }

    /** What the stream has come to is in its commits as well. */
    @Test
    void a_malformed_snapshot_is_passed_over_while_the_commits_can_be_read() {
        String product = UUID.randomUUID().toString();
        send(Call.countStock(product, "10")).isFirst(201);
        Map<String, AttributeValue> item = stored.newestItem("Stock-" + product);
        for (AttributeValue snapshot :
                List.of(
                        AttributeValue.fromS(SECRET),
                        AttributeValue.fromM(Map.of()),
                        AttributeValue.fromL(List.of()),
                        AttributeValue.fromM(
                                Map.of(
                                        "schema", AttributeValue.fromN("1.5"),
                                        "state", AttributeValue.fromM(Map.of()),
                                        "commands", AttributeValue.fromS("x"))))) {
            put(with(item, "snapshot", snapshot));

            send(Call.adjustStock(product, "0")).isProblem(422, "validation-failed");
            assertThat(send(Call.countStock(product, "10").ifMatch("\"7\"")).status())
                    .isEqualTo(412);
        }
    }

    @Test
    void a_malformed_stock_of_a_product_that_an_order_takes_from() {
        String product = UUID.randomUUID().toString();
        send(Call.countStock(product, "10")).isFirst(201);
        put(without(stored.newestItem("Stock-" + product), "events", "snapshot"));

        send(Call.order(Call.line(product, 1))).isLasting("not_stored");
        send(Call.order(Call.line(product, 1)).key("k-1")).isLasting("unknown");
        send(Call.countStock(product, "11")).isLasting("not_stored");
        send(Call.adjustStock(product)).isLasting("not_stored");
        assertThat(newest(new ProductId(product).stock())).isEqualTo(1);
    }

    @Test
    void a_malformed_name_of_the_customer() {
        String customer = UUID.randomUUID().toString();
        send(Call.nameCustomer(customer).customer(customer)).isFirst(201);
        StreamId stream = new CustomerId(customer).stream();
        put(
                with(
                        without(stored.newestItem(stream.toString()), "snapshot"),
                        "events",
                        event("CustomerNamed", Map.of("name", AttributeValue.fromN("7")))));

        send(Call.nameCustomer(customer).customer(customer)).isLasting("not_stored");
        send(Call.order(Call.line("p", 1))
                        .body(
                                Call.order(Call.line("p", 1))
                                        .event()
                                        .getBody()
                                        .replace("\"c-1\"", "\"" + customer + "\""))
                        .customer(customer))
                .isLasting("not_stored");
        assertThat(newest(stream)).isEqualTo(1);
    }

    private static void assertThatAllAreRefused(String order) {
        long before = newest(new OrderId(order).stream());
        try (LogLines log = new LogLines()) {
            for (Call call :
                    List.of(
                            Call.addItem(order),
                            Call.removeItem(order, 1),
                            Call.ship(order),
                            Call.cancel(order),
                            Call.addItem(order).ifMatch("\"7\""))) {
                send(call).isLasting("not_stored");
            }
            send(Call.addItem(order).key("k-1")).isLasting("unknown");
            assertThatOthersFindNoOrder(order);
            assertThat(log.all())
                    .filteredOn(line -> line.contains("Stored data can't be read"))
                    .hasSize(6)
                    .allMatch(line -> line.contains("Order-" + order));
            assertThat(log.all()).noneMatch(line -> line.contains(SECRET));
        }
        assertThat(newest(new OrderId(order).stream())).isEqualTo(before);
    }

    /** Another customer gets the answer that an order that does not exist gives. */
    private static void assertThatOthersFindNoOrder(String order) {
        String none = UUID.randomUUID().toString();
        for (UnaryOperator<Call> change :
                List.<UnaryOperator<Call>>of(
                        call -> call, call -> call.ifMatch("\"3\""), call -> call.key("k-2"))) {
            for (Function<String, Call> command :
                    List.<Function<String, Call>>of(
                            Call::addItem, id -> Call.removeItem(id, 1), Call::cancel)) {
                Answer hidden = send(ofAnother(change.apply(command.apply(order))));
                Answer missing = send(ofAnother(change.apply(command.apply(none))));

                assertThat(hidden.status()).isIn(404, 412).isEqualTo(missing.status());
                assertThat(comparable(hidden, order)).isEqualTo(comparable(missing, none));
            }
        }
    }

    private static Call ofAnother(Call call) {
        return call.scope("orders:read orders:write").customer("c-2");
    }

    private static String comparable(Answer answer, String order) {
        return answer.body().replace(order, "ORDER").replaceAll("\"request_id\":\"[^\"]*\"", "")
                + answer.headers().get("retry-after");
    }

    /** An order of three commits. */
    private static String ordered() {
        String order = send(Call.create()).isFirst(201).orderId();
        send(Call.addItem(order)).isFirst(200);
        send(Call.addItem(order)).isFirst(200);
        return order;
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }

    private static Map<String, AttributeValue> key(StreamId stream, long version) {
        return Map.of(
                "stream_id", AttributeValue.fromS(stream.toString()),
                "version", AttributeValue.fromN(Long.toString(version)));
    }

    private static Map<String, AttributeValue> item(String order, long version) {
        return tables.client()
                .getItem(get ->
                        get.tableName(tables.tables().events().name())
                                .key(key(new OrderId(order).stream(), version))
                                .consistentRead(true))
                .item();
    }

    private static long newest(StreamId stream) {
        return Long.parseLong(stored.newestItem(stream.toString()).get("version").n());
    }

    private static void put(Map<String, AttributeValue> item) {
        tables.client().putItem(put -> put.tableName(tables.tables().events().name()).item(item));
    }

    private static void delete(StreamId stream, long version) {
        tables.client()
                .deleteItem(delete ->
                        delete.tableName(tables.tables().events().name())
                                .key(key(stream, version)));
    }

    private static Arguments damage(
            String what, UnaryOperator<Map<String, AttributeValue>> damage) {
        return Arguments.of(what, damage);
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, AttributeValue> without(
            Map<String, AttributeValue> item, String... names) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.keySet().removeAll(List.of(names));
        return changed;
    }

    private static AttributeValue event(String type, Map<String, AttributeValue> data) {
        return AttributeValue.fromL(
                List.of(
                        AttributeValue.fromM(
                                Map.of(
                                        "type", AttributeValue.fromS(type),
                                        "schema", AttributeValue.fromN("1"),
                                        "data", AttributeValue.fromM(data)))));
    }
}
