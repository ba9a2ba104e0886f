package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.testing.TestTables;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of callers who are no administrators. */
class OwnershipTest {

    private static final String WRITE = "orders:read orders:write";
    private static final String NOBODYS = UUID.randomUUID().toString();

    private static TestTables tables;
    private static StoredOrders stored;
    private static CommandFunction function;
    private static String order;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        stored = new StoredOrders(tables);
        function = new CommandFunction(tables.properties("jwt"));
        order = send(Call.create()).orderId();
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    static List<Function<String, Call>> changes() {
        return List.of(
                Call::addItem,
                id -> Call.addItem(id, "{\"product_id\":\"s\",\"quantity\":1,\"price\":0.001}"),
                id -> Call.removeItem(id, 1),
                id -> Call.removeItem(id, 99),
                Call::cancel,
                Call::cancelByStatus);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anothers_order_is_answered_as_one_that_is_not_there(Function<String, Call> change) {
        int before = stored.commits(order).size();

        for (String tag : List.of("", "\"1\"", "\"7\"", "\"x\"")) {
            for (String key : List.of("", "k")) {
                Answer anothers = asStranger(change.apply(order), tag, key);
                Answer nobodys = asStranger(change.apply(NOBODYS), tag, key);

                assertThat(anothers.status()).isEqualTo(tag.isEmpty() ? 404 : 412);
                assertThat(anothers.status()).isEqualTo(nobodys.status());
                assertThat(anothers.headers().keySet()).isEqualTo(nobodys.headers().keySet());
                assertThat(without(anothers, order)).isEqualTo(without(nobodys, NOBODYS));
            }
        }
        assertThat(stored.commits(order)).hasSize(before);
    }

    /** Else its time would tell. */
    @Test
    void anothers_order_costs_the_requests_of_one_that_is_not_there() {
        tables.takeOperations();

        asStranger(Call.cancel(order), "", "");
        List<String> anothers = tables.takeOperations();
        asStranger(Call.cancel(NOBODYS), "", "");

        assertThat(anothers).isEqualTo(tables.takeOperations()).containsExactly("Query");
    }

    /** Whose customer has changed since. */
    @Test
    void a_key_tells_nothing_of_an_order_that_is_not_the_callers_own_any_more() {
        String mine = send(Call.create().customer("c-1").scope(WRITE)).orderId();
        Call change = Call.addItem(mine).scope(WRITE).key("once");
        send(change.customer("c-1")).isFirst(200);

        send(change.customer("c-2")).isProblem(404, "order-not-found");
        assertThat(send(change.customer("c-1")).isReplay()).isTrue();
    }

    @Test
    void a_customer_changes_his_own_order() {
        String mine = send(Call.create().customer("c-1").scope(WRITE)).orderId();

        send(Call.addItem(mine).scope(WRITE)).isFirst(200);
        send(Call.removeItem(mine, 1).scope(WRITE)).isFirst(200);
        send(Call.cancelByStatus(mine).scope(WRITE)).isFirst(200);
    }

    @Test
    void nobody_orders_for_another_customer_but_an_administrator() {
        tables.takeOperations();

        send(Call.create().customer("c-2").scope(WRITE)).isProblem(403, "forbidden");
        assertThat(tables.takeOperations()).isEmpty();
        send(Call.create().customer("c-2").scope("orders:admin")).isFirst(201);
    }

    @Test
    void a_caller_without_a_customer_changes_nothing() {
        Stream<Call> calls =
                Stream.concat(
                        changes().stream().map(change -> change.apply(order)),
                        Stream.of(Call.create(), Call.nameCustomer()));

        calls.forEach(
                call -> send(call.withoutCustomer().scope(WRITE)).isProblem(403, "forbidden"));
    }

    private static Answer asStranger(Call change, String tag, String key) {
        Call call = change.user("user-2").customer("c-2").scope(WRITE);
        Call tagged = tag.isEmpty() ? call : call.ifMatch(tag);
        return send(key.isEmpty() ? tagged : tagged.key(key));
    }

    private static String without(Answer answer, String orderId) {
        return answer.body().replace(orderId, "…").replaceFirst("\"request_id\":\"[^\"]*\"", "");
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }
}
