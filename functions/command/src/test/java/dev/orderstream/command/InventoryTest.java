package dev.orderstream.command;

import static dev.orderstream.command.Call.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Together;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A counted product is never sold twice, and what an order held comes back once. */
class InventoryTest {

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;

    private final String product = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();

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
    void a_create_reads_each_stock_and_the_name_and_is_one_write() {
        count(product, 10);
        count(other, 10);
        tables.takeOperations();

        send(Call.order(line(product, 2), line(other, 3), line(product, 1))).isFirst(201);

        assertThat(tables.takeOperations())
                .containsExactly("Query", "Query", "Query", "TransactWriteItems");
        assertThat(available(product)).isEqualTo(7);
        assertThat(available(other)).isEqualTo(7);
    }

    @Test
    void a_product_that_was_never_counted_is_sold_without_limit_by_a_plain_put() {
        Answer created = send(Call.order(line(product, 1_000_000))).isFirst(201);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query", "PutItem");

        count(product, 5);
        send(Call.cancel(created.orderId())).isFirst(200);

        assertThat(available(product)).as("it had held nothing").isEqualTo(5);
    }

    @Test
    void a_change_reads_the_stock_besides_its_order_and_is_one_write() {
        count(product, 10);
        String order = send(Call.order(line(other, 1))).isFirst(201).orderId();
        tables.takeOperations();

        Answer added = send(Call.addItem(order, line(product, 4))).isFirst(200);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query", "TransactWriteItems");
        assertThat(available(product)).isEqualTo(6);
        tables.takeOperations();

        send(Call.removeItem(order, added.line())).isFirst(200);
        assertThat(tables.takeOperations()).containsExactly("Query", "Query", "TransactWriteItems");
        assertThat(available(product)).isEqualTo(10);
    }

    @Test
    void without_the_last_piece_an_order_is_refused_and_nothing_is_taken() {
        count(product, 5);
        count(other, 1);
        int items = stored.items().size();

        Answer refused =
                send(Call.order(line(product, 3), line(other, 2)))
                        .isProblem(409, "insufficient-inventory");
        assertThat(refused.body()).contains("\"available\":1", "\"product_id\":\"" + other + "\"");
        send(Call.order(line(product, 3), line(product, 3)))
                .isProblem(409, "insufficient-inventory");

        assertThat(stored.items()).hasSize(items);
    }

    @Test
    void every_shortagesproduct_is_told_in_the_order_of_the_lines_with_what_all_lines_ask_for() {
        String third = UUID.randomUUID().toString();
        count(product, 2);
        count(other, 5);
        count(third, 0);

        Answer refused =
                send(Call.order(
                                line(third, 1),
                                line(product, 2),
                                line(other, 5),
                                line(product, 1),
                                line(UUID.randomUUID().toString(), 1_000_000)))
                        .isProblem(409, "insufficient-inventory");

        assertThat(refused.body())
                .contains(
                        "\"product_id\":\"%s\",\"available\":0,\"shortages\":[".formatted(third)
                                + "{\"product_id\":\"%s\",\"requested\":1,\"available\":0},"
                                        .formatted(third)
                                + "{\"product_id\":\"%s\",\"requested\":3,\"available\":2}]"
                                        .formatted(product));
    }

    @Test
    void the_shortagesproduct_of_an_item_and_of_an_adjustment_is_told_in_the_same_form() {
        count(product, 2);
        String order = send(Call.order(line(other, 1))).isFirst(201).orderId();
        String shortages =
                "\"shortages\":[{\"product_id\":\"%s\",\"requested\":3,\"available\":2}]"
                        .formatted(product);

        assertThat(
                        send(Call.addItem(order, line(product, 3)))
                                .isProblem(409, "insufficient-inventory")
                                .body())
                .contains("\"available\":2", shortages);
        assertThat(
                        send(Call.adjustStock(product, "-3"))
                                .isProblem(409, "insufficient-inventory")
                                .body())
                .contains("\"available\":2", shortages);
    }

    @Test
    void who_bought_the_last_piece_is_told_so_again() {
        count(product, 1);
        Call buy = Call.order(line(product, 1)).key(UUID.randomUUID().toString());
        Answer bought = send(buy).isFirst(201);

        send(buy).isReplayOf(bought);
        send(Call.order(line(product, 1))).isProblem(409, "insufficient-inventory");
        String order = bought.orderId();
        send(Call.cancel(order)).isFirst(200);
        send(buy).isReplayOf(bought);
        assertThat(available(product)).isEqualTo(1);
    }

    @Test
    void of_24_buyers_of_10_pieces_10_get_one_and_14_are_told_that_there_is_none() {
        count(product, 10);

        List<Answer> answers = Together.run(24, n -> () -> send(Call.order(line(product, 1))));

        assertThat(answers.stream().collect(Collectors.groupingBy(Answer::status)))
                .hasEntrySatisfying(201, orders -> assertThat(orders).hasSize(10))
                .hasEntrySatisfying(
                        409,
                        refused ->
                                assertThat(refused)
                                        .hasSize(14)
                                        .allSatisfy(answer ->
                                                answer.isProblem(409, "insufficient-inventory")));
        assertThat(available(product)).isZero();
    }

    @Test
    void buyers_of_two_products_in_opposite_orders_are_all_served() {
        count(product, 100);
        count(other, 100);

        List<Answer> answers =
                Together.run(
                        16,
                        n ->
                                () ->
                                        send(
                                                n % 2 == 0
                                                        ? Call.order(
                                                                line(product, 1), line(other, 1))
                                                        : Call.order(
                                                                line(other, 1), line(product, 1))));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(available(product)).isEqualTo(84);
        assertThat(available(other)).isEqualTo(84);
    }

    @Test
    void cancelled_by_many_at_once_an_order_gives_back_once() {
        count(product, 10);
        String order = send(Call.order(line(product, 3), line(product, 4))).isFirst(201).orderId();

        List<Answer> answers = Together.run(8, n -> () -> send(Call.cancel(order)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(available(product)).isEqualTo(10);
    }

    @Test
    void what_was_shipped_is_not_given_back() {
        count(product, 10);
        String order = send(Call.order(line(product, 3))).isFirst(201).orderId();
        send(Call.ship(order).scope("orders:admin")).isFirst(200);

        send(Call.cancel(order)).isProblem(409, "invalid-transition");

        assertThat(available(product)).isEqualTo(7);
    }

    @Test
    void an_order_carries_the_name_that_its_customer_had() {
        send(Call.nameCustomer()).isFirst(201);
        Answer created = send(Call.order(line(product, 1))).isFirst(201);

        assertThat(
                        stored.commits(created.orderId())
                                .getFirst()
                                .events()
                                .getFirst()
                                .data()
                                .text("customer_name"))
                .isNotBlank();
    }

    private static void count(String product, int pieces) {
        send(Call.countStock(product, Integer.toString(pieces))).isFirst(201);
    }

    private static long available(String product) {
        return stored.available(product);
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }
}
