package dev.orderstream.command;

import static dev.orderstream.command.Call.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.ItemSize;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testing.UnitMeter;
import dev.orderstream.testing.Units;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a command may ask of DynamoDB: its requests as they come by, and their units by the rules
 * that DynamoDB publishes. Every counted product knows as many keys as a stock ever does, has an id
 * of 64 characters, as many pieces as can be counted, and a version of ten digits; users, requests
 * and correlations have ids as identity providers, API Gateway and the function itself make them.
 */
class BudgetTest {

    private static final int KB = 1_024;

    /** The one that began a stock, and the last ten. */
    private static final int KEYS_KNOWN = 11;

    private static final long STOCK_VERSION = 1_000_000_000;

    private static TestTables tables;
    private static StoredOrders stored;
    private static UnitMeter meter;
    private static CommandFunction function;
    private static CommandFunction withoutInventory;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        meter = tables.meter();
        Map<String, Object> properties = tables.properties("jwt", meter);
        function = new CommandFunction(properties);
        properties.put("inventory", "off");
        withoutInventory = new CommandFunction(properties);
    }

    @AfterAll
    static void stop() {
        withoutInventory.close();
        function.close();
        tables.close();
    }

    @BeforeEach
    void forgetRequests() {
        taken();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 2", "10, 3", "50, 9"})
    void without_inventory_a_create_reads_the_name_and_is_one_put_of_a_unit_per_kb(
            int lines, int units) {
        Call order = Call.order(lines(Collections.nCopies(lines, counted(1).getFirst())));
        taken();

        Answer created = Answer.of(withoutInventory, order.usual()).isFirst(201);

        Spent spent = taken();
        assertThat(spent.operations).containsExactly("Query", "PutItem");
        assertThat(spent.units).isEqualTo(new Units(1, units, 0));
        assertThat(bytes("Order-" + created.orderId())).isBetween((units - 1) * KB + 1, units * KB);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "10, 3"})
    void with_counted_products_a_create_reads_each_and_the_name_at_once_and_is_one_transaction(
            int products, int orderKb) {
        List<String> counted = counted(products);
        taken();
        ReadsAtOnce reads = new ReadsAtOnce(products + 1);
        tables.watch(reads);

        Answer created = send(Call.order(lines(counted))).isFirst(201);

        assertThat(reads.met()).as("all reads under way at once").isTrue();
        Spent spent = taken();
        assertThat(spent.operations).isEqualTo(queriesAnd("TransactWriteItems", products + 1));
        assertThat(spent.units).isEqualTo(new Units(products + 1, 2 * orderKb + 2 * products, 0));
        assertThat(Math.ceilDiv(bytes("Order-" + created.orderId()), KB)).isEqualTo(orderKb);
        assertWithin1Kb(counted);
    }

    @Test
    void a_product_that_nobody_counted_is_read_and_makes_no_transaction() {
        send(Call.order(lines(List.of("a", "b")))).isFirst(201);

        Spent spent = taken();
        assertThat(spent.operations).isEqualTo(queriesAnd("PutItem", 3));
        assertThat(spent.units).isEqualTo(new Units(3, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ship", "cancel", "remove"})
    void a_change_is_one_query_and_one_put(String change) {
        String order = send(Call.order(lines(List.of("a", "b")))).isFirst(201).orderId();
        taken();

        send(changed(change, order)).isFirst(200);

        Spent spent = taken();
        assertThat(spent.operations).containsExactly("Query", "PutItem");
        assertThat(spent.units).isEqualTo(new Units(1, 1, 0));
    }

    @Test
    void a_change_reads_a_unit_per_4_kb_of_its_order() {
        String order = send(Call.order(lines(Collections.nCopies(50, "a")))).isFirst(201).orderId();
        assertThat(bytes("Order-" + order)).isBetween(4 * KB, 8 * KB);
        taken();

        send(Call.ship(order)).isFirst(200);

        assertThat(taken().units).isEqualTo(new Units(2, 1, 0));
    }

    @Test
    void an_addition_of_a_counted_product_is_one_query_more_and_a_transaction() {
        List<String> counted = counted(1);
        String order = send(Call.order(line("a", 1))).isFirst(201).orderId();
        taken();

        send(Call.addItem(order).body(line(counted.getFirst(), 1_000_000))).isFirst(200);

        Spent spent = taken();
        assertThat(spent.operations).isEqualTo(queriesAnd("TransactWriteItems", 2));
        assertThat(spent.units).isEqualTo(new Units(2, 4, 0));
        assertWithin1Kb(counted);
    }

    @Test
    void a_removal_of_a_counted_product_is_one_query_more_and_a_transaction() {
        List<String> counted = counted(2);
        String order = send(Call.order(lines(counted))).isFirst(201).orderId();
        taken();

        send(Call.removeItem(order, 1)).isFirst(200);

        Spent spent = taken();
        assertThat(spent.operations).isEqualTo(queriesAnd("TransactWriteItems", 2));
        assertThat(spent.units).isEqualTo(new Units(2, 4, 0));
        assertWithin1Kb(counted);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void a_cancellation_reads_each_counted_product_at_once_and_is_one_transaction(int products) {
        List<String> counted = counted(products);
        String order = send(Call.order(lines(counted))).isFirst(201).orderId();
        taken();
        ReadsAtOnce reads = new ReadsAtOnce(products);
        tables.watch(reads);

        send(Call.cancel(order)).isFirst(200);

        assertThat(reads.met()).as("all reads under way at once").isTrue();
        Spent spent = taken();
        assertThat(spent.operations).isEqualTo(queriesAnd("TransactWriteItems", products + 1));
        assertThat(spent.units).isEqualTo(new Units(products + 1, 2 + 2 * products, 0));
        assertWithin1Kb(counted);
    }

    /** Of one product in every line, so that its stock moves as much as it can at once. */
    @Test
    void the_largest_order_moves_a_stock_within_1_kb() {
        List<String> counted = counted(1);
        String[] all = lines(Collections.nCopies(50, counted.getFirst()));

        String order = send(Call.order(all)).isFirst(201).orderId();
        assertWithin1Kb(counted);
        send(Call.cancel(order)).isFirst(200);
        assertWithin1Kb(counted);
    }

    @Test
    void a_stock_moves_within_1_kb_while_its_four_ids_have_together_at_most_236_characters() {
        List<String> counted = counted(1);
        String[] all = lines(Collections.nCopies(50, counted.getFirst()));
        String correlation = "c".repeat(128);
        String user = "u".repeat(236 - 64 - correlation.length() - Call.REQUEST_ID.length());

        Call order = Call.order(all).usual().header("x-correlation-id", correlation).user(user);
        Answer.of(function, order).isFirst(201);

        assertThat(bytes("Stock-" + counted.getFirst())).isEqualTo(KB);
    }

    private static String[] lines(List<String> products) {
        return products.stream().map(product -> line(product, 999_999)).toArray(String[]::new);
    }

    private static Call changed(String how, String order) {
        return switch (how) {
            case "ship" -> Call.ship(order);
            case "cancel" -> Call.cancel(order);
            case "remove" -> Call.removeItem(order, 1);
            default -> throw new AssertionError(how);
        };
    }

    private static List<String> queriesAnd(String write, int queries) {
        return IntStream.rangeClosed(0, queries)
                .mapToObj(n -> n < queries ? "Query" : write)
                .toList();
    }

    /** So many products, each with all that its stock ever has to carry. */
    private static List<String> counted(int products) {
        return IntStream.range(0, products)
                .mapToObj(n -> {
                    String product = UUID.randomUUID() + "-" + "p".repeat(64 - 37);
                    for (int key = 0; key <= KEYS_KNOWN; key++) {
                        send(Call.countStock(product, "1000000000").key("key-" + key));
                    }
                    Commit newest = stored.stock(product).getLast();
                    assertThat(newest.snapshot()).isNotNull();
                    assertThat(newest.snapshot().commands().all()).hasSize(KEYS_KNOWN);
                    stored.put(
                            new Commit(
                                    newest.stream(),
                                    STOCK_VERSION,
                                    newest.recordedAt(),
                                    newest.events(),
                                    newest.origin(),
                                    newest.owner(),
                                    newest.snapshot()));
                    return product;
                })
                .toList();
    }

    private static void assertWithin1Kb(List<String> products) {
        assertThat(products)
                .allSatisfy(
                        product -> assertThat(bytes("Stock-" + product)).isLessThanOrEqualTo(KB));
    }

    /** The size of the newest commit of a stream. */
    private static int bytes(String stream) {
        return ItemSize.of(stored.newestItem(stream));
    }

    /** What functions asked for since the last time; no request is left out of the units. */
    private record Spent(List<String> operations, Units units) {}

    private static Spent taken() {
        UnitMeter.Taken taken = meter.take();
        List<String> operations = tables.takeOperations();
        assertThat(taken.operations()).containsExactlyInAnyOrderElementsOf(operations);
        return new Spent(operations, taken.units());
    }

    private static Answer send(Call call) {
        return Answer.of(function, call.usual());
    }
}
