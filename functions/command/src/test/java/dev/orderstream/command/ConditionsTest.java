package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.orders.CustomerId;
import dev.orderstream.testing.TestTables;
import dev.orderstream.testkit.Together;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions of commands: each is honoured or refused. */
class ConditionsTest {

    private static final int AT_ONCE = 8;

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

    /** The two PUTs that create: a customer's name and a product's count. */
    static Stream<Arguments> creating() {
        Function<String, Call> name = ConditionsTest::name;
        Function<String, Call> count = ConditionsTest::count;
        return Stream.of(Arguments.of("customer", name), Arguments.of("stock", count));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creating")
    void a_PUT_that_is_only_to_create_creates_once_and_replaces_nothing(
            String what, Function<String, Call> put) {
        String id = UUID.randomUUID().toString();

        send(onlyToCreate(put.apply(id))).isFirst(201);
        Answer second = send(onlyToCreate(put.apply(id)));

        second.isProblem(412, "precondition-failed");
        assertThat(second.body()).contains("\"current_version\":1", "exists already");
        assertThat(commits(what, id)).isEqualTo(1);
    }

    /** 10 counted, 3 sold, and the same PUT again. */
    @Test
    void a_repeated_count_that_is_only_to_create_does_not_undo_what_was_sold() {
        String id = UUID.randomUUID().toString();
        send(onlyToCreate(Call.countStock(id, "10"))).isFirst(201);
        send(Call.order(Call.line(id, 3))).isFirst(201);

        send(onlyToCreate(Call.countStock(id, "10"))).isProblem(412, "precondition-failed");

        assertThat(stored.available(id)).isEqualTo(7);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creating")
    void of_PUTs_at_once_that_are_only_to_create_one_is_carried_out(
            String what, Function<String, Call> put) {
        String id = UUID.randomUUID().toString();

        List<Answer> answers = Together.run(AT_ONCE, n -> () -> send(onlyToCreate(put.apply(id))));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 412).hasSize(AT_ONCE - 1);
        assertThat(commits(what, id)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creating")
    void a_repeat_by_key_is_answered_from_its_commit_before_its_condition(
            String what, Function<String, Call> put) {
        String id = UUID.randomUUID().toString();
        Call call = onlyToCreate(put.apply(id)).key("key-" + id);

        Answer first = send(call).isFirst(201);

        send(call).isReplayOf(first);
        assertThat(commits(what, id)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creating")
    void both_conditions_have_to_hold(String what, Function<String, Call> put) {
        String id = UUID.randomUUID().toString();

        send(onlyToCreate(put.apply(id)).ifMatch("\"1\"")).isProblem(412, "precondition-failed");
        send(put.apply(id)).isFirst(201);
        send(onlyToCreate(put.apply(id)).ifMatch("\"1\"")).isProblem(412, "precondition-failed");
        send(put.apply(id).ifMatch("\"1\"")).isFirst(200);

        assertThat(commits(what, id)).isEqualTo(2);
    }

    @Test
    void every_change_honours_the_version_that_its_sender_has_seen() {
        String order = send(Call.create()).isFirst(201).orderId();
        String product = UUID.randomUUID().toString();
        send(Call.countStock(product, "10")).isFirst(201);
        String customer = UUID.randomUUID().toString();
        send(name(customer)).isFirst(201);
        for (Call change :
                List.of(
                        Call.addItem(order),
                        Call.removeItem(order, 1),
                        Call.ship(order),
                        Call.cancel(order),
                        Call.countStock(product, "5"),
                        Call.adjustStock(product),
                        name(customer))) {
            Answer stale = send(change.ifMatch("\"7\""));
            stale.isProblem(412, "precondition-failed");
            assertThat(stale.body()).contains("\"current_version\":1");
        }
        assertThat(stored.commits(order)).hasSize(1);
    }

    private static Call name(String customer) {
        return Call.nameCustomer(customer).customer(customer);
    }

    private static Call count(String product) {
        return Call.countStock(product, "10");
    }

    private static Call onlyToCreate(Call put) {
        return put.header("if-none-match", "*");
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }

    private static int commits(String what, String id) {
        return what.equals("stock")
                ? stored.stock(id).size()
                : stored.commits(new CustomerId(id).stream()).size();
    }
}
