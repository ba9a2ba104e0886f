package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.orders.ProductId;
import dev.orderstream.testing.TestTables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

class StockFunctionTest {

    private static final String MOST = "1000000000";

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;

    private final String id = UUID.randomUUID().toString();

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

    @BeforeEach
    void forgetRequests() {
        tables.takeOperations();
    }

    @Test
    void a_product_is_counted_by_one_query_and_one_put() {
        Answer answer = send(Call.countStock()).isFirst(201);

        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"product_id":"sku-1","available":100,"stream_id":"Stock-sku-1","version":1}\
                        """);
        assertThat(tables.takeOperations()).containsExactly("Query", "PutItem");
        assertThat(types("sku-1")).containsExactly("StockCounted");
    }

    @Test
    void what_was_counted_is_counted_again_even_if_it_is_the_same() {
        send(count("5")).isFirst(201);

        assertThat(send(count("7.0")).isFirst(200).body())
                .contains("\"available\":7", "\"version\":2");
        assertThat(send(count("7")).isFirst(200).body())
                .contains("\"available\":7", "\"version\":3");
    }

    @Test
    void pieces_come_and_go_by_one_query_and_one_put() {
        send(count("100")).isFirst(201);
        tables.takeOperations();

        Answer gone = send(Call.adjustStock(id)).isFirst(200);

        assertThat(gone.body())
                .isEqualTo(
                        """
                        {"product_id":"%1$s","available":97,"stream_id":"Stock-%1$s","version":2}\
                        """
                                .formatted(id));
        assertThat(tables.takeOperations()).containsExactly("Query", "PutItem");
        assertThat(types(id)).containsExactly("StockCounted", "StockAdjusted");
        assertThat(send(adjust("13.0")).isFirst(200).body()).contains("\"available\":110");
        assertThat(send(adjust("-110")).isFirst(200).body()).contains("\"available\":0");
    }

    @Test
    void what_was_never_counted_is_not_found() {
        send(adjust("1")).isProblem(404, "not-found");
        send(adjust("-1")).isProblem(404, "not-found");
        assertThat(tables.takeOperations()).containsExactly("Query", "Query");
    }

    @Test
    void no_more_goes_than_there_is() {
        send(count("5")).isFirst(201);

        Answer answer = send(adjust("-6"));

        answer.isProblem(409, "insufficient-inventory");
        assertThat(answer.body()).contains("\"available\":5", "\"current_version\":1");
        assertThat(types(id)).containsExactly("StockCounted");
    }

    @Test
    void no_more_comes_than_may_be_counted() {
        send(count("1")).isFirst(201);

        Answer answer = send(adjust(MOST));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/delta");
        send(adjust("999999999")).isFirst(200);
    }

    @Test
    void a_repeat_gets_the_first_answer_whatever_is_there_by_now() {
        Call count = count("5").key("key-1");
        Call adjust = adjust("-5").key("key-2");
        Answer counted = send(count).isFirst(201);
        Answer adjusted = send(adjust).isFirst(200);
        send(adjust.key("key-3")).isProblem(409, "insufficient-inventory");

        send(adjust).isReplayOf(adjusted);
        send(count).isReplayOf(counted);
        send(count("5.0").key("key-1").ifMatch("\"99\"")).isReplayOf(counted);
        send(adjust("-5e0").key("key-2")).isReplayOf(adjusted);
        assertThat(types(id)).hasSize(2);
    }

    @Test
    void a_change_is_known_until_as_many_keyed_ones_came_after_it_and_the_first_for_ever() {
        Answer first = send(count("100").key("first")).isFirst(201);
        Answer second = send(adjust("-1").key("second")).isFirst(200);
        for (int n = 1; n <= 9; n++) {
            send(adjust("1").key("key-" + n)).isFirst(200);
            send(adjust("1")).isFirst(200);
        }
        tables.takeOperations();
        send(adjust("-1").key("second")).isReplayOf(second);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query");

        send(adjust("1").key("key-10")).isFirst(200);

        send(count("100").key("first")).isReplayOf(first);
        assertThat(send(adjust("-1").key("second")).isFirst(200).body())
                .contains("\"available\":117", "\"version\":22");
    }

    @Test
    void a_key_that_is_used_for_something_else_is_refused() {
        send(count("5").key("key-1")).isFirst(201);
        Answer adjusted = send(adjust("5").key("key-2")).isFirst(200);

        send(count("6").key("key-1")).isProblem(422, "idempotency-key-reused");
        send(adjust("5").key("key-1")).isProblem(422, "idempotency-key-reused");
        send(count("5").key("key-2")).isProblem(422, "idempotency-key-reused");
        send(Call.adjustStock(id).body("{\"delta\": 5, \"reason\": \"why\"}").key("key-2"))
                .isProblem(422, "idempotency-key-reused");
        send(Call.adjustStock(id).body("{\"delta\": 5, \"reason\": null}").key("key-2"))
                .isReplayOf(adjusted);
        assertThat(types(id)).hasSize(2);
    }

    @Test
    void the_version_that_the_caller_has_seen_is_compared() {
        send(count("5").ifMatch("\"1\"")).isProblem(412, "precondition-failed");
        send(adjust("5").ifMatch("\"1\"")).isProblem(412, "precondition-failed");
        send(count("5")).isFirst(201);
        send(count("6").ifMatch("\"2\"")).isProblem(412, "precondition-failed");
        send(adjust("-9").ifMatch("\"2\"")).isProblem(412, "precondition-failed");
        send(adjust("1").ifMatch("\"1-ab12\"")).isFirst(200);
        send(count("6").ifMatch("\"2\"")).isFirst(200);
        send(count("6").ifMatch("*")).isProblem(400, "invalid-parameter");
        send(adjust("6").key("ü")).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @CsvSource({"0", MOST, "1e9", "0.0", "-0", "1000000000.000"})
    void a_count_may_be_anything_from_0_to_a_billion(String available) {
        send(count(available)).isFirst(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1000000001",
                "0.5",
                "1e10",
                "1e-999999999",
                "1e999999999",
                "-1e999999999",
                "null"
            })
    void a_count_out_of_bounds_is_pointed_to(String available) {
        Answer answer = send(count(available));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/available");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "0.5",
                "1000000001",
                "-1000000001",
                "1e-999999999",
                "-1e999999999",
                "null"
            })
    void an_adjustment_out_of_bounds_is_pointed_to(String delta) {
        Answer answer = send(adjust(delta));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/delta");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void everything_that_is_wrong_with_an_adjustment_is_pointed_to_at_once() {
        for (String reason : List.of(" ", "a".repeat(101), "a\\u0007", "a\\u202eb")) {
            Answer answer = send(Call.adjustStock(id).body("{\"reason\": \"" + reason + "\"}"));

            answer.isProblem(422, "validation-failed");
            assertThat(answer.pointers()).containsExactlyInAnyOrder("/delta", "/reason");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "true", "[]", "{}", "NaN", "05", "5 5"})
    void what_is_not_a_number_is_malformed(String number) {
        send(count(number)).isProblem(400, "malformed-request");
        send(adjust(number)).isProblem(400, "malformed-request");
    }

    @Test
    void what_is_not_known_is_refused() {
        send(Call.countStock().body("{\"available\": 1, \"reason\": \"why\"}"))
                .isProblem(400, "unknown-field");
        send(Call.adjustStock(id).body("{\"delta\": 1, \"available\": 1}"))
                .isProblem(400, "unknown-field");
        send(Call.adjustStock(id).body("{\"delta\": 1, \"reason\": 1}"))
                .isProblem(400, "malformed-request");
        send(count("1").query("a=b")).isProblem(400, "invalid-parameter");
        send(adjust("1").query("a=b")).isProblem(400, "invalid-parameter");
        send(count("1").body("")).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a#b", "100%", "{x}"})
    void any_text_that_is_no_product_is_not_found(String text) {
        send(Call.countStock(text, "1")).isProblem(404, "not-found");
        send(Call.adjustStock(text, "1")).isProblem(404, "not-found");
        send(Call.countStock("a".repeat(65), "1")).isProblem(404, "not-found");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void only_administrators_count_and_adjust() {
        for (Call call : List.of(count("1"), adjust("1"))) {
            send(call.scope("orders:read orders:write")).isProblem(403, "forbidden");
            send(call.scope("")).isProblem(403, "forbidden");
        }
        send(count("1").scope("orders:admin")).isFirst(201);
        send(adjust("1").scope("orders:admin")).isFirst(200);
    }

    /** The budget of the busiest streams: a unit of capacity is 1,024 bytes. */
    @Test
    void every_change_of_a_stock_costs_one_write_unit_with_all_the_keys_that_it_knows() {
        String longest = "p".repeat(64);
        for (int n = 1; n <= 12; n++) {
            send(Call.countStock(longest, "999999999").usual().key("count-" + n));
        }
        assertOneUnit(longest);
        send(Call.adjustStock(longest, "-999999998").usual().key("adjust-1")).isFirst(200);
        assertOneUnit(longest);
        send(Call.adjustStock(longest)
                        .usual()
                        .body(
                                "{\"delta\": 888888888, \"reason\": \"%s\"}"
                                        .formatted("r".repeat(100)))
                        .key("adjust-2"))
                .isFirst(200);
        assertOneUnit(longest);
    }

    private static void assertOneUnit(String product) {
        Map<String, AttributeValue> newest =
                stored.items().stream()
                        .filter(item -> item.get("stream_id").s().equals("Stock-" + product))
                        .max(Comparator.comparingInt(StockFunctionTest::version))
                        .orElseThrow();
        assertThat(units(newest)).as("write units of %s", newest).isEqualTo(1);

        Map<String, AttributeValue> larger = new HashMap<>(newest);
        larger.put("more", AttributeValue.fromS("m".repeat(1_024)));
        assertThat(units(larger)).as("write units of more than 1 KB").isEqualTo(2);
    }

    /** DynamoDB itself tells, when the item is put once more, somewhere else. */
    private static double units(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        copy.put("stream_id", AttributeValue.fromS(item.get("stream_id").s().replace('p', 'q')));
        return tables.client()
                .putItem(put ->
                        put.tableName(tables.tables().events().name())
                                .item(copy)
                                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits();
    }

    private static int version(Map<String, AttributeValue> item) {
        return Integer.parseInt(item.get("version").n());
    }

    private static List<String> types(String product) {
        return stored.commits(new ProductId(product).stock()).stream()
                .flatMap(commit -> StoredOrders.types(commit).stream())
                .toList();
    }

    private Call count(String available) {
        return Call.countStock(id, available);
    }

    private Call adjust(String delta) {
        return Call.adjustStock(id, delta);
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }
}
