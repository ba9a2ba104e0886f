package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.TestTables;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are sent again with their key. */
class RepeatTest {

    private static final String KEY = "key-1";

    /** So many keyed changes of an order are known. */
    private static final int CHANGES_KNOWN = 100;

    /** More commits than there are from one snapshot to the next, and than keys are known. */
    private static final int MANY = 120;

    /** The name and two products' stock are read, then the order is written. */
    private static final List<String> REQUESTS_OF_A_CREATE =
            List.of("Query", "Query", "Query", "PutItem");

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

    /** Every way to change an order. */
    enum Change {
        ADD {
            @Override
            Call of(String order) {
                return Call.addItem(order);
            }
        },
        ADD_BY_QUERY {
            @Override
            Call of(String order) {
                return Call.of("add-item-by-query", order);
            }
        },
        REMOVE {
            @Override
            Call of(String order) {
                return Call.removeItem(order, 1);
            }
        },
        SHIP {
            @Override
            Call of(String order) {
                return Call.ship(order);
            }
        },
        DELIVER {
            @Override
            Call of(String order) {
                return Call.deliver(order);
            }
        },
        CANCEL_BY_STATUS {
            @Override
            Call of(String order) {
                return Call.cancelByStatus(order);
            }
        },
        CANCEL {
            @Override
            Call of(String order) {
                return Call.cancel(order);
            }
        };

        /** The call for an order that is as this change needs it. */
        Call possible(String order) {
            if (this == DELIVER) {
                send(Call.ship(order)).isFirst(200);
            }
            return of(order).key(KEY);
        }

        abstract Call of(String order);
    }

    @Test
    void a_create_that_is_repeated_gets_the_same_answer_for_its_reads_and_one_write_that_fails() {
        Call create = Call.create().key(newKey());
        Answer first = send(create).isFirst(201);
        assertThat(first.header("location")).isEqualTo("/orders/" + first.orderId());

        tables.takeOperations();
        send(create).isReplayOf(first);

        assertThat(tables.takeOperations()).containsExactlyElementsOf(REQUESTS_OF_A_CREATE);
        assertThat(stored.version(first.orderId())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_change_that_is_repeated_gets_the_same_answer_for_one_read(Change change) {
        Call call = change.possible(created());
        Answer first = send(call).isFirst(200);

        tables.takeOperations();
        send(call).isReplayOf(first);
        send(call).isReplayOf(first);

        assertThat(tables.takeOperations()).containsExactly("Query", "Query");
        assertThat(stored.version(first.orderId())).isEqualTo(first.version());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"ADD", "ADD_BY_QUERY", "REMOVE"})
    void a_change_is_known_again_whatever_became_of_its_order(Change change) {
        Call create = Call.create().key(newKey());
        Answer created = send(create).isFirst(201);
        String order = created.orderId();
        Call call = change.possible(order);
        Answer first = send(call).isFirst(200);
        changeTimes(order, 3);
        send(call).isReplayOf(first);

        send(Call.ship(order)).isFirst(200);
        send(call).isReplayOf(first);
        send(create).isReplayOf(created);

        send(Call.deliver(order)).isFirst(200);
        send(call).isReplayOf(first);
        send(create).isReplayOf(created);
        assertThat(stored.version(order)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"ADD", "ADD_BY_QUERY", "REMOVE"})
    void a_change_of_an_order_that_was_cancelled_since_is_known_again(Change change) {
        Call create = Call.create().key(newKey());
        Answer created = send(create).isFirst(201);
        Call call = change.possible(created.orderId());
        Answer first = send(call).isFirst(200);
        send(Call.cancel(created.orderId())).isFirst(200);

        send(call).isReplayOf(first);
        send(create).isReplayOf(created);

        assertThat(stored.version(created.orderId())).isEqualTo(3);
    }

    @Test
    void a_shipment_is_known_again_when_the_goods_have_arrived() {
        String order = created();
        Call ship = Change.SHIP.possible(order);
        Answer shipped = send(ship).isFirst(200);
        send(Call.deliver(order)).isFirst(200);

        send(ship).isReplayOf(shipped);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"ADD", "ADD_BY_QUERY", "REMOVE"})
    void a_command_below_the_snapshot_is_read_by_one_request_more(Change change) {
        Call create = Call.create().key(newKey());
        Answer created = send(create).isFirst(201);
        Call call = change.possible(created.orderId());
        Answer first = send(call).isFirst(200);
        changeTimes(created.orderId(), MANY);
        tables.takeOperations();

        send(call).isReplayOf(first);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query");

        send(create).isReplayOf(created);
        assertThat(tables.takeOperations()).containsExactlyElementsOf(REQUESTS_OF_A_CREATE);
        assertThat(stored.version(created.orderId())).isEqualTo(MANY + 2);
    }

    @Test
    void a_change_of_a_long_stream_costs_what_one_of_a_short_stream_does() {
        String order = created();
        changeTimes(order, 148);
        Call add = Call.addItem(order).key(KEY);
        tables.takeOperations();

        Answer first = send(add).isFirst(200);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query", "PutItem");
        assertThat(stored.commits(order).getLast().snapshot()).isNotNull();

        send(add).isReplayOf(first);
        assertThat(tables.takeOperations())
                .as("a commit that carries a snapshot is read with it")
                .containsExactly("Query");
    }

    @Test
    void a_change_is_known_until_as_many_keyed_ones_came_after_it() {
        String order = created();
        Call add = Call.addItem(order).key(KEY);
        Answer first = send(add).isFirst(200);
        changeTimes(order, CHANGES_KNOWN - 1, "since-");
        send(add).isReplayOf(first);

        // Without keys, the others are no more than commits.
        changeTimes(order, 3);
        send(add).isReplayOf(first);

        Answer last = send(Call.addItem(order).key("one-more")).isFirst(200);
        Answer again = send(add).isFirst(200);
        assertThat(again.version()).isEqualTo(last.version() + 1);
        assertThat(again.line()).isEqualTo(last.line() + 1);
    }

    @Test
    void a_create_is_known_for_ever() {
        String key = newKey();
        Call create = Call.create().key(key);
        Answer first = send(create).isFirst(201);
        changeTimes(first.orderId(), MANY, "since-");

        send(create).isReplayOf(first);
        send(create.body(otherBody())).isProblem(422, "idempotency-key-reused");
        send(Call.addItem(first.orderId()).key(key)).isProblem(422, "idempotency-key-reused");
        assertThat(stored.version(first.orderId())).isEqualTo(MANY + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"customer_id": "c-1",
                 "items": [{"product_id": "sku-1", "quantity": 2.0, "price": 12.6},
                           {"unit_price": "1000", "quantity": 1e0, "product_id": "sku-2"}],
                 "shipping_address": {"name": "Ada M\\u00fcller", "line1": "1 Main Street",
                     "city": "Berlin", "postal_code": "10115", "country": "DE"}}
                """,
                """
                {"shipping_address":{"country":"DE","postal_code":"10115","city":"Berlin",\
                "line1":"1 Main Street","name":"Ada Müller","line2":null,"region":null},\
                "currency":null,"items":[{"quantity":2,"unit_price":12.600,"price":null,\
                "product_id":"sku-1"},{"product_id":"sku-2","quantity":1,"price":1.0E+3}],\
                "customer_id":"c-1"}\
                """
            })
    void a_create_may_be_spelled_another_way_when_it_is_repeated(String body) {
        Call create = Call.create().key(newKey());
        Answer first = send(create).isFirst(201);

        send(create.body(body)).isReplayOf(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"product_id\": \"p\", \"quantity\": 2, \"unit_price\": \"19.990\"}",
                "{\"product_id\": \"p\", \"quantity\": 2.0, \"price\": 19.99}",
                "{\"product_id\": \"p\", \"quantity\": 0.2e1, \"price\": 1999e-2}",
                " {\"unit_price\":19.990000 , \"price\":null,\n\"quantity\":2,\"product_id\":\"\\u0070\"} "
            })
    void an_item_may_be_spelled_another_way_when_it_is_repeated(String body) {
        Call add =
                Call.addItem(created())
                        .key(KEY)
                        .body("{\"product_id\": \"p\", \"quantity\": 2, \"unit_price\": 19.99}");
        Answer first = send(add).isFirst(200);

        send(add.body(body)).isReplayOf(first);
    }

    @Test
    void an_item_may_come_by_query_when_it_came_by_body_at_first() {
        String order = created();
        Answer first = send(Call.addItem(order).key(KEY)).isFirst(200);
        Call byQuery = Call.of("add-item-by-query", order).key(KEY);

        send(byQuery).isReplayOf(first);
        send(byQuery.query("price=0.100&quantity=3.0&product_id=sku%2D3")).isReplayOf(first);
    }

    @Test
    void a_change_of_status_may_be_spelled_another_way_when_it_is_repeated() {
        String order = created();
        Call ship = Change.SHIP.possible(order).body("{\"status\": \"shipped\"}");
        Answer first = send(ship).isFirst(200);

        send(ship.body("{\"tracking_number\":null, \"status\":\"shipped\",\"carrier\":null}"))
                .isReplayOf(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"1-ab12\"", "\"99\"", "\"something-else\""})
    void a_repeat_is_answered_whatever_version_it_insists_on(String tag) {
        String order = created();
        Call add = Call.addItem(order).key(KEY).ifMatch("\"1\"");
        Answer first = send(add).isFirst(200);
        changeTimes(order, 1);

        send(add.ifMatch(tag)).isReplayOf(first);

        send(Call.cancel(order)).isFirst(200);
        send(add.ifMatch(tag)).isReplayOf(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "*", "\"1\", \"2\"", ""})
    void a_malformed_if_match_is_refused_in_a_repeat_as_well(String tag) {
        Call add = Call.addItem(created()).key(KEY);
        send(add).isFirst(200);
        send(add.ifMatch(tag)).isProblem(400, "invalid-parameter");

        Call create = Call.create().key(newKey());
        send(create).isFirst(201);
        send(create.ifMatch("\"1\"")).isProblem(400, "invalid-parameter");
    }

    @Test
    void what_was_refused_is_decided_anew_when_it_is_repeated() {
        String order = created();
        Call deliver = Call.deliver(order).key(KEY);
        Call removeThird = Call.removeItem(order, 3).key("key-2");
        Call add = Call.addItem(order).key("key-3").ifMatch("\"2\"");
        send(deliver).isProblem(409, "invalid-transition");
        send(removeThird).isProblem(404, "not-found");
        send(add).isProblem(412, "precondition-failed");
        changeTimes(order, 1);

        send(add).isFirst(200);
        send(Call.addItem(order)).isFirst(200);
        send(Call.removeItem(order, 4).key("key-2")).isFirst(200);
        send(Call.ship(order)).isFirst(200);
        send(deliver).isFirst(200);
    }

    @Test
    void an_answer_that_needed_no_event_is_not_remembered() {
        String order = created();
        send(Call.ship(order)).isFirst(200);
        Call again = Call.ship(order).key(KEY);
        tables.takeOperations();

        Answer unchanged = send(again).isFirst(200);
        assertThat(unchanged.version()).isEqualTo(2);
        assertThat(send(again).isFirst(200).body()).isEqualTo(unchanged.body());
        assertThat(tables.takeOperations()).containsExactly("Query", "Query");

        Answer delivered = send(Call.deliver(order).key(KEY)).isFirst(200);
        assertThat(delivered.version()).isEqualTo(3);
        send(again).isProblem(422, "idempotency-key-reused");
    }

    @Test
    void a_key_of_a_create_that_is_used_for_another_one_is_refused() {
        Call create = Call.create().key(newKey());
        Answer first = send(create).isFirst(201);
        tables.takeOperations();
        int items = stored.items().size();

        send(create.body(otherBody())).isProblem(422, "idempotency-key-reused");
        // What was sent counts, before any default.
        send(create.body(
                        body().replace(
                                        "{\"customer_id\"",
                                        "{\"currency\":\"EUR\",\"customer_id\"")))
                .isProblem(422, "idempotency-key-reused");
        assertThat(tables.takeOperations()).filteredOn("PutItem"::equals).hasSize(2);

        send(Call.cancel(first.orderId())).isFirst(200);
        send(create.body(otherBody())).isProblem(422, "idempotency-key-reused");
        assertThat(stored.items()).as("nothing but the cancellation").hasSize(items + 1);
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_is_used_for_another_change_is_refused(Change change) {
        String order = created();
        send(change.possible(order)).isFirst(200);
        long version = stored.version(order);

        for (Change other : Change.values()) {
            Call reused = other.of(order).key(KEY);
            if (sameWish(change, other)) {
                reused = reused.ifMatch("\"1\"");
                assertThat(send(reused).status()).isEqualTo(200);
            } else {
                send(reused).isProblem(422, "idempotency-key-reused");
                send(reused.ifMatch("\"1\"")).isProblem(422, "idempotency-key-reused");
            }
        }

        assertThat(stored.version(order)).isEqualTo(version);
    }

    /** An item that comes by query is what it is by body. */
    private static boolean sameWish(Change one, Change other) {
        return one == other
                || (one == Change.ADD && other == Change.ADD_BY_QUERY)
                || (one == Change.ADD_BY_QUERY && other == Change.ADD);
    }

    @Test
    void a_key_that_is_used_for_another_change_is_refused_whatever_came_since() {
        String order = created();
        Call add = Call.addItem(order).key(KEY);
        Call other = add.body("{\"product_id\": \"sku-3\", \"quantity\": 4, \"unit_price\": 0.10}");
        Answer first = send(add).isFirst(200);
        send(other).isProblem(422, "idempotency-key-reused");

        changeTimes(order, MANY);
        tables.takeOperations();
        send(other).isProblem(422, "idempotency-key-reused");
        send(other.ifMatch("\"1\"")).isProblem(422, "idempotency-key-reused");
        assertThat(tables.takeOperations()).containsExactly("Query", "Query");

        send(Call.ship(order)).isFirst(200);
        send(other).isProblem(422, "idempotency-key-reused");
        send(other.ifMatch("\"1\"")).isProblem(422, "idempotency-key-reused");
        send(add).isReplayOf(first);
        assertThat(stored.version(order)).isEqualTo(MANY + 3);
    }

    @Test
    void a_key_on_another_order_is_another_command() {
        String one = created();
        String other = created();
        Answer first = send(Call.addItem(one).key(KEY)).isFirst(200);

        Answer second = send(Call.addItem(other).key(KEY)).isFirst(200);
        assertThat(second.orderId()).isEqualTo(other);
        send(Call.cancel(other).key(KEY)).isProblem(422, "idempotency-key-reused");

        send(Call.addItem(one).key(KEY)).isReplayOf(first);
        send(Call.addItem(other).key(KEY)).isReplayOf(second);
    }

    @Test
    void a_key_belongs_to_its_caller() {
        Call create = Call.create().key(newKey());
        Answer mine = send(create.user("user-1")).isFirst(201);
        Answer theirs = send(create.user("user-2")).isFirst(201);
        assertThat(theirs.orderId()).isNotEqualTo(mine.orderId());
        send(create.user("user-1")).isReplayOf(mine);
        send(create.user("user-2")).isReplayOf(theirs);

        Call add = Call.addItem(mine.orderId()).key(KEY);
        Answer second = send(add.user("user-1")).isFirst(200);
        Answer third = send(add.user("user-2")).isFirst(200);
        assertThat(third.version()).isEqualTo(3);
        send(add.user("user-1")).isReplayOf(second);
        send(add.user("user-2")).isReplayOf(third);
    }

    @Test
    void a_callers_key_belongs_to_him_whatever_customer_he_orders_for() {
        Call create = Call.create().key(newKey());
        send(create).isFirst(201);

        send(create.body(body().replace("\"c-1\"", "\"c-2\"")))
                .isProblem(422, "idempotency-key-reused");
    }

    @Test
    void where_nobody_is_known_the_key_of_a_create_belongs_to_the_customer() {
        try (CommandFunction open = new CommandFunction(tables.properties("none"))) {
            Call one = Call.create().key(newKey());
            Call other = one.body(body().replace("\"c-1\"", "\"c-2\""));

            Answer first = Answer.of(open, one).isFirst(201);
            Answer second = Answer.of(open, other).isFirst(201);

            assertThat(second.orderId()).isNotEqualTo(first.orderId());
            Answer.of(open, one).isReplayOf(first);
            Answer.of(open, other).isReplayOf(second);
            Answer.of(open, one.body(otherBody())).isProblem(422, "idempotency-key-reused");
        }
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }

    private static String created() {
        return send(Call.create()).isFirst(201).orderId();
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Of the sample, another quantity. */
    private static String otherBody() {
        return body().replace("\"quantity\": 2", "\"quantity\": 3");
    }

    private static String body() {
        return Call.create().event().getBody();
    }

    private static void changeTimes(String order, int times) {
        changeTimes(order, times, "");
    }

    /** Adds an item, removes it, and so on; with keys, unless these begin with nothing. */
    private static void changeTimes(String order, int times, String keys) {
        int line = 0;
        for (int n = 0; n < times; n++) {
            Call call = line == 0 ? Call.addItem(order) : Call.removeItem(order, line);
            Answer answer = send(keys.isEmpty() ? call : call.key(keys + n)).isFirst(200);
            line = line == 0 ? answer.line() : 0;
        }
    }
}
