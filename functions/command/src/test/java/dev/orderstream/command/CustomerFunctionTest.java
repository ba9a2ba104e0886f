package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.testing.TestTables;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerFunctionTest {

    private static final String OWN = "orders:read orders:write";

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
    void a_customer_is_named_by_one_query_and_one_put() {
        Answer answer = send(Call.nameCustomer()).isFirst(201);

        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"customer_id":"c-1","name":"Ada Miller","stream_id":"Customer-c-1","version":1}\
                        """);
        assertThat(tables.takeOperations()).containsExactly("Query", "PutItem");
        assertThat(stored.commits(new CustomerId("c-1").stream()))
                .singleElement()
                .satisfies(commit ->
                        assertThat(StoredOrders.types(commit)).containsExactly("CustomerNamed"))
                .extracting(Commit::owner)
                .isEqualTo("c-1");
    }

    @Test
    void whoever_has_a_name_gets_another_one_or_the_same_again() {
        send(name("Ada")).isFirst(201);
        tables.takeOperations();

        Answer other = send(name("Zoë")).isFirst(200);
        Answer same = send(name("Zoë")).isFirst(200);

        assertThat(other.body()).contains("\"name\":\"Zoë\"", "\"version\":2");
        assertThat(same.body()).contains("\"name\":\"Zoë\"", "\"version\":3");
        assertThat(tables.takeOperations()).containsExactly("Query", "PutItem", "Query", "PutItem");
    }

    @Test
    void a_repeat_gets_the_first_answer_whatever_the_name_is_by_now() {
        Call first = name("Ada").key("key-1");
        Call second = name("Zoë").key("key-2");
        Answer named = send(first).isFirst(201);
        Answer renamed = send(second).isFirst(200);
        send(name("Eve")).isFirst(200);

        send(first).isReplayOf(named);
        send(second).isReplayOf(renamed);
        send(second.ifMatch("\"99\"")).isReplayOf(renamed);
        send(first.body("{ \"name\": \"\\u0041da\" }")).isReplayOf(named);
        assertThat(stored.commits(new CustomerId(id).stream())).hasSize(3);
    }

    @Test
    void a_name_is_known_until_as_many_keyed_ones_came_after_it_and_the_first_for_ever() {
        Answer first = send(name("Ada").key("first")).isFirst(201);
        Answer second = send(name("Ada").key("second")).isFirst(200);
        for (int n = 1; n <= 9; n++) {
            send(name("Ada " + n).key("key-" + n)).isFirst(200);
        }
        send(name("Ada").key("second")).isReplayOf(second);

        send(name("Ada 10").key("key-10")).isFirst(200);

        send(name("Ada").key("first")).isReplayOf(first);
        assertThat(send(name("Ada").key("second")).isFirst(200).version()).isEqualTo(13);
    }

    @Test
    void a_key_that_is_used_for_another_name_is_refused() {
        send(name("Ada").key("key-1")).isFirst(201);

        send(name("Zoë").key("key-1")).isProblem(422, "idempotency-key-reused");
        send(name("Ada").key("key-1").user("another")).isFirst(200);
    }

    @Test
    void the_version_that_the_caller_has_seen_is_compared() {
        send(name("Ada").ifMatch("\"1\"")).isProblem(412, "precondition-failed");
        send(name("Ada")).isFirst(201);
        send(name("Zoë").ifMatch("\"2\"")).isProblem(412, "precondition-failed");
        send(name("Zoë").ifMatch("\"1-ab12\"")).isFirst(200);
        send(name("Eve").ifMatch("*")).isProblem(400, "invalid-parameter");
        send(name("Eve").key("a b")).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"name\": 1}",
                "{\"name\": []}",
                "{\"name\": \"a\", \"name\": \"a\"}"
            })
    void a_body_that_is_not_an_object_with_a_text_is_malformed(String body) {
        send(Call.nameCustomer(id).body(body)).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": null}",
                "{\"name\": \" \"}",
                "{\"name\": \"a\\u0007\"}",
                "{\"name\": \"a\\u202eb\"}"
            })
    void a_name_that_is_missing_or_no_name_is_pointed_to(String body) {
        Answer answer = send(Call.nameCustomer(id).body(body));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/name");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void a_name_has_200_characters_at_most() {
        send(name("é".repeat(200))).isFirst(201);
        send(name("a".repeat(201))).isProblem(422, "validation-failed");
    }

    @Test
    void what_is_not_known_is_refused() {
        send(Call.nameCustomer(id).body("{\"name\": \"a\", \"age\": 1}"))
                .isProblem(400, "unknown-field");
        send(name("a").query("name=b")).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a#b", "100%", "{x}"})
    void any_text_that_is_no_customer_is_not_found(String text) {
        send(Call.nameCustomer(text)).isProblem(404, "not-found");
        send(Call.nameCustomer("a".repeat(65))).isProblem(404, "not-found");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void one_names_oneself_and_an_administrator_anybody() {
        Call call = name("Ada").scope(OWN);
        send(call).isProblem(404, "not-found");
        send(call.customer(id)).isFirst(201);
        send(call.withoutCustomer()).isProblem(403, "forbidden");
        send(call.customer(id).scope("orders:read")).isProblem(403, "forbidden");
        send(call.withoutCustomer().scope("orders:admin")).isFirst(200);
    }

    @ParameterizedTest
    @CsvSource({"POST,'GET, HEAD, PUT'", "DELETE,'GET, HEAD, PUT'"})
    void another_method_is_not_allowed(String method, String allowed) {
        Answer answer =
                send(
                        Call.nameCustomer()
                                .with(event ->
                                        event.getRequestContext().getHttp().setMethod(method)));

        answer.isProblem(405, "method-not-allowed");
        assertThat(answer.header("allow")).isEqualTo(allowed);
    }

    private Call name(String name) {
        return Call.nameCustomer(id).body("{\"name\": \"" + name + "\"}");
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }
}
