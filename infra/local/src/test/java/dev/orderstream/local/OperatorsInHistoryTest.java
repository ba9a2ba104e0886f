package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.http.Scope;
import dev.orderstream.local.auth.KeySet;
import dev.orderstream.local.auth.SystemTokens;
import dev.orderstream.local.auth.Tokens;
import dev.orderstream.local.auth.Tokens.Grant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Customers and operators change the same orders, with tokens and over HTTP. Customers see {@code
 * operator} instead of an operator's ids, and no answer to them has such an id anywhere.
 */
class OperatorsInHistoryTest {

    private static final Tokens SIGNER = SystemTokens.now(KeySet.generate());
    private static final String CUSTOMER = "c-1";
    private static final List<String> OWN = List.of(Scope.READ.word(), Scope.WRITE.word());
    private static final List<String> ADMIN = List.of(Scope.ADMIN.word());
    private static final String OPERATOR = "operator operator operator";
    private static final String ITEM =
            "{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": 1}";
    private static final String ORDER =
            """
            {"customer_id": "%s", "items": [%s],
             "shipping_address": {"line1": "1 Main Street", "city": "Berlin", "country": "DE"}}
            """
                    .formatted(CUSTOMER, ITEM);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Caller ANNA = Caller.of("anna", CUSTOMER, OWN);

    /** Another caller of the same customer. */
    private static final Caller OTTO = Caller.of("otto", CUSTOMER, OWN);

    private static final Caller OPS = Caller.of("ops", null, ADMIN);

    /** An operator who is a customer, too: with both rights, and with those of the customer. */
    private static final Caller BOSS = Caller.of("boss", CUSTOMER, ADMIN);

    private static final Caller BOSS_AS_CUSTOMER = Caller.of("boss", CUSTOMER, OWN);

    private static LocalSystem system;
    private static ApiClient client;

    private record Caller(String subject, String token) {

        static Caller of(String name, @Nullable String customer, List<String> scopes) {
            String subject = "sub-of-" + name;
            Grant grant = new Grant(subject, customer, scopes, Duration.ofHours(1));
            return new Caller(subject, SIGNER.sign(grant));
        }

        String correlation() {
            return "correlation-of-" + subject;
        }

        HttpResponse<String> send(String method, String path) {
            return send(method, path, null, Map.of());
        }

        HttpResponse<String> send(
                String method, String path, @Nullable String body, Map<String, String> more) {
            Map<String, String> headers = new HashMap<>(more);
            headers.put("Authorization", "Bearer " + token);
            headers.put("X-Correlation-Id", correlation());
            return client.send(method, path, body, headers);
        }

        /** Sends a change, and waits until it is shown. */
        void change(String method, String path, @Nullable String body) {
            HttpResponse<String> changed = send(method, path, body, Map.of());
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            awaited(JSON.readTree(changed.body()));
        }

        String order() {
            HttpResponse<String> created = send("POST", "/orders", ORDER, Map.of());
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            return "/orders/" + awaited(JSON.readTree(created.body()));
        }

        /** Of each event its type and the ids of its sender. */
        List<String> history(String order) {
            HttpResponse<String> answer = send("GET", order + "/history");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return lines(answer);
        }

        String ids(String order, int version) {
            for (JsonNode entry :
                    JSON.readTree(OPS.send("GET", order + "/history").body()).get("items")) {
                if (entry.get("version").asInt() == version) {
                    assertThat(entry.get("user_id").asString()).isEqualTo(subject);
                    return senders(entry);
                }
            }
            throw new AssertionError("no version " + version);
        }
    }

    private static List<String> lines(HttpResponse<String> history) {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(history.body()).get("items")) {
            lines.add(entry.get("type").asString() + " " + senders(entry));
        }
        return lines;
    }

    private static String senders(JsonNode entry) {
        return "%s %s %s"
                .formatted(
                        entry.get("user_id").asString(),
                        entry.get("correlation_id").asString(),
                        entry.get("causation_id").asString());
    }

    private static String awaited(JsonNode changed) {
        String id = changed.get("order_id").asString();
        int version = changed.get("version").asInt();
        HttpResponse<String> shown =
                OPS.send("GET", "/orders/%s?expected_version=%d&timeout=20".formatted(id, version));
        assertThat(shown.body()).contains("\"version\":" + version);
        return id;
    }

    @BeforeAll
    static void start() throws Exception {
        system = LocalSystem.start(RunSettings.PLAIN.withTokenKeys(SIGNER.keys()));
        client = new ApiClient(system.uri());
    }

    @AfterAll
    static void stop() {
        system.close();
        client.close();
    }

    /** Version 1 by Anna, 2 by an operator, 3 by Anna, 4 by the boss, 5 and 6 by the operator. */
    private static String changedByAll() {
        String order = ANNA.order();
        OPS.change("POST", order + "/items", ITEM);
        ANNA.change("POST", order + "/items", ITEM);
        BOSS.change("DELETE", order + "/items/1", null);
        OPS.change("PUT", order + "/status", "{\"status\": \"shipped\", \"carrier\": \"DHL\"}");
        OPS.change("PUT", order + "/status", "{\"status\": \"delivered\"}");
        return order;
    }

    @Test
    void a_customer_sees_operator_where_the_ids_of_an_operator_stood() {
        String order = changedByAll();

        List<String> seen =
                List.of(
                        "OrderCreated " + ANNA.ids(order, 1),
                        "OrderItemAdded " + ANNA.ids(order, 1),
                        "OrderItemAdded " + OPERATOR,
                        "OrderItemAdded " + ANNA.ids(order, 3),
                        "OrderItemRemoved " + OPERATOR,
                        "OrderShipped " + OPERATOR,
                        "OrderDelivered " + OPERATOR);
        assertThat(ANNA.history(order)).isEqualTo(seen);
        assertThat(OTTO.history(order)).isEqualTo(seen);
    }

    @Test
    void an_administrator_sees_everything_whether_a_customer_or_not() {
        String order = changedByAll();

        List<String> all =
                List.of(
                        "OrderCreated " + ANNA.ids(order, 1),
                        "OrderItemAdded " + ANNA.ids(order, 1),
                        "OrderItemAdded " + OPS.ids(order, 2),
                        "OrderItemAdded " + ANNA.ids(order, 3),
                        "OrderItemRemoved " + BOSS.ids(order, 4),
                        "OrderShipped " + OPS.ids(order, 5),
                        "OrderDelivered " + OPS.ids(order, 6));
        assertThat(OPS.history(order)).isEqualTo(all);
        assertThat(BOSS.history(order)).isEqualTo(all);
    }

    @Test
    void an_operator_who_orders_for_their_own_customer_is_one_to_others_of_that_customer() {
        String order = BOSS.order();

        assertThat(BOSS_AS_CUSTOMER.history(order))
                .containsExactly(
                        "OrderCreated " + BOSS.ids(order, 1),
                        "OrderItemAdded " + BOSS.ids(order, 1));
        assertThat(ANNA.history(order))
                .containsExactly("OrderCreated " + OPERATOR, "OrderItemAdded " + OPERATOR);
    }

    @Test
    void no_answer_to_a_customer_has_an_id_of_an_operator() {
        String order = changedByAll();
        String cancelled = ANNA.order();
        OPS.change("DELETE", cancelled + "?reason=out%20of%20stock", null);
        OPS.send("PUT", "/customers/" + CUSTOMER, "{\"name\": \"Anna\"}", Map.of());
        List<String> secret = new ArrayList<>();
        for (int version : List.of(2, 5, 6)) {
            secret.addAll(List.of(OPS.ids(order, version).split(" ", -1)));
        }
        secret.addAll(List.of(BOSS.ids(order, 4).split(" ", -1)));
        secret.addAll(List.of(OPS.ids(cancelled, 2).split(" ", -1)));
        String key = UUID.randomUUID().toString();

        List<HttpResponse<String>> answers =
                new ArrayList<>(
                        List.of(
                                ANNA.send("GET", order),
                                ANNA.send("GET", order + "/history"),
                                ANNA.send("GET", order + "/history?page_size=3"),
                                ANNA.send("GET", order + "/history?expected_version=6"),
                                ANNA.send("GET", order + "/history?expected_version=7&timeout=0"),
                                ANNA.send("HEAD", order + "/history"),
                                ANNA.send("GET", cancelled),
                                ANNA.send("GET", cancelled + "/history"),
                                ANNA.send("GET", "/customers/" + CUSTOMER),
                                ANNA.send("GET", "/customers/" + CUSTOMER + "/orders"),
                                ANNA.send("GET", "/orders/search?customer_id=" + CUSTOMER),
                                ANNA.send("GET", "/products/p/stock"),
                                ANNA.send("DELETE", order),
                                ANNA.send("DELETE", cancelled),
                                ANNA.send("POST", order + "/items", ITEM, Map.of()),
                                ANNA.send(
                                        "DELETE",
                                        order,
                                        null,
                                        Map.of("If-Match", "\"2\"", "Idempotency-Key", key))));
        // An operator's command, and the same one by a customer with the same key.
        for (Caller caller : List.of(OPS, ANNA, ANNA)) {
            answers.add(caller.send("POST", "/orders", ORDER, Map.of("Idempotency-Key", key)));
        }
        answers.remove(answers.size() - 3);

        assertThat(secret).hasSize(15).doesNotContain("operator");
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.headers().map() + answer.body())
                                .doesNotContain(secret)
                                .doesNotContain(OPS.subject(), BOSS.subject()));
    }

    @Test
    void a_tag_of_one_form_is_none_of_the_other() {
        String order = changedByAll();
        String path = order + "/history";
        String customers = tag(ANNA.send("GET", path));
        String operators = tag(OPS.send("GET", path));

        assertThat(customers).isNotEqualTo(operators);
        assertThat(ANNA.send("GET", path, null, ifNoneMatch(customers)).statusCode())
                .isEqualTo(304);
        assertThat(OPS.send("GET", path, null, ifNoneMatch(operators)).statusCode()).isEqualTo(304);
        HttpResponse<String> crossed = ANNA.send("GET", path, null, ifNoneMatch(operators));
        assertThat(crossed.statusCode()).isEqualTo(200);
        assertThat(lines(crossed)).isEqualTo(ANNA.history(order));
        assertThat(OPS.send("GET", path, null, ifNoneMatch(customers)).statusCode()).isEqualTo(200);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static Map<String, String> ifNoneMatch(String tag) {
        return Map.of("If-None-Match", tag);
    }

    @Test
    void a_walk_by_cursor_stays_in_the_form_that_it_began_with() {
        String order = changedByAll();
        List<String> walked = new ArrayList<>();
        String path = order + "/history?page_size=1";
        String next = "";
        while (next != null) {
            HttpResponse<String> part =
                    BOSS_AS_CUSTOMER.send("GET", path + (next.isEmpty() ? "" : "&cursor=" + next));
            walked.addAll(lines(part));
            next = cursor(part);
        }
        assertThat(walked).isEqualTo(BOSS_AS_CUSTOMER.history(order)).hasSize(7);

        String operators = cursor(BOSS.send("GET", path));
        String customers = cursor(BOSS_AS_CUSTOMER.send("GET", path));
        HttpResponse<String> asCustomer =
                BOSS_AS_CUSTOMER.send("GET", path + "&cursor=" + operators);
        HttpResponse<String> asOperator = BOSS.send("GET", path + "&cursor=" + customers);
        assertThat(asCustomer.statusCode()).isEqualTo(400);
        assertThat(asCustomer.body()).contains("\"code\":\"invalid-cursor\"");
        assertThat(asOperator.statusCode()).isEqualTo(400);
    }

    private static @Nullable String cursor(HttpResponse<String> page) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        JsonNode next = JSON.readTree(page.body()).get("next_cursor");
        return next.isNull() ? null : next.asString();
    }

    @Test
    void a_rebuild_keeps_what_customers_see() {
        String order = changedByAll();
        List<String> customers = ANNA.history(order);
        List<String> operators = OPS.history(order);

        JsonNode verified = ended("/projections/verifications");
        JsonNode rebuilt = ended("/projections/rebuilds");

        assertThat(verified.at("/result/differing").asInt(-1)).isZero();
        assertThat(rebuilt.get("status").asString()).isEqualTo("succeeded");
        assertThat(ANNA.history(order)).isEqualTo(customers);
        assertThat(OPS.history(order)).isEqualTo(operators);
    }

    private static JsonNode ended(String path) {
        HttpResponse<String> started = OPS.send("POST", path);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String operation = started.headers().firstValue("Location").orElseThrow();
        AtomicReference<JsonNode> last = new AtomicReference<>();
        Await.until(() -> {
            last.set(JSON.readTree(OPS.send("GET", operation).body()));
            return !last.get().get("status").asString().equals("running");
        });
        return last.get();
    }
}
