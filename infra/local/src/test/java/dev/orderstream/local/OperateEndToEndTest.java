package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.Tables;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators do, over HTTP, while orders go on. */
class OperateEndToEndTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** On a slow machine some of them come after the rebuild; they are read all the same. */
    private static final int READS_MIN = 12;

    private static final String LINE =
            "{\"product_id\": \"%s\", \"quantity\": 1, \"unit_price\": \"12.60\"}";

    private static LocalSystem system;
    private static ApiClient client;
    private static DynamoDbClient database;

    @BeforeAll
    static void start() throws Exception {
        system = LocalSystem.start(RunSettings.PLAIN);
        client = new ApiClient(system.uri());
        database = LocalDatabase.of(system);
    }

    @AfterAll
    static void stop() {
        database.close();
        client.close();
        system.close();
    }

    @Test
    void a_rebuild_goes_on_beside_orders_and_nobody_who_reads_notices_it() {
        // given orders in every state, counted stock, named customers, and a list half read
        send(201, "PUT", "/products/counted/stock", "{\"available\": 1000}");
        send(201, "PUT", "/customers/c-read", "{\"name\": \"Ada\"}");
        List<String> orders =
                IntStream.range(0, 30).mapToObj(n -> create("c-read", "counted")).toList();
        for (int n = 0; n < orders.size(); n += 3) {
            String status = n % 2 == 0 ? "shipped" : "cancelled";
            send(
                    200,
                    "PUT",
                    order(orders, n) + "/status",
                    "{\"status\": \"%s\"}".formatted(status));
        }
        for (int n = 0; n < orders.size(); n++) {
            send(200, "GET", order(orders, n) + "?expected_version=" + (n % 3 == 0 ? 2 : 1), null);
        }
        JsonNode part = send(200, "GET", "/customers/c-read/orders?page_size=10", null);
        Set<String> walked = new HashSet<>(ids(part));
        long before = generation();
        AtomicBoolean rebuilding = new AtomicBoolean(true);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> others =
                CompletableFuture.supplyAsync(() -> writeAndRead(orders, begun, rebuilding));
        Await.until(() -> begun.getCount() == 0 || others.isDone());

        // when
        String id = send(202, "POST", "/projections/rebuilds", null).get("id").asString();
        assertThat(send(409, "POST", "/projections/rebuilds", "{}").get("operation_id").asString())
                .isEqualTo(id);
        JsonNode ended = ended(id);
        rebuilding.set(false);

        // then
        assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(ended.at("/result/generation").asLong()).isEqualTo(before + 1);
        assertThat(generation()).isEqualTo(before + 1);
        assertThat(others.join()).as("reads").isGreaterThanOrEqualTo(READS_MIN);
        for (String next = cursor(part); next != null; next = cursor(part)) {
            part = send(200, "GET", "/customers/c-read/orders?page_size=10&cursor=" + next, null);
            ids(part).forEach(order -> assertThat(walked.add(order)).as("only once").isTrue());
        }
        assertThat(walked).containsExactlyInAnyOrderElementsOf(orders);
        assertClean();
    }

    /** Orders that are created and changed, each read at once, until told to stop. */
    private static int writeAndRead(List<String> known, CountDownLatch begun, AtomicBoolean goOn) {
        Map<String, Long> versions = new HashMap<>();
        int reads = 0;
        while (goOn.get() || reads < READS_MIN) {
            String id = create("c-" + reads % 5, "counted");
            read(id, 1, versions);
            begun.countDown();
            send(200, "POST", "/orders/" + id + "/items", LINE.formatted("other"));
            read(id, 2, versions);
            String old = known.get(reads % known.size());
            read(old, 1, versions);
            reads += 3;
        }
        return reads;
    }

    private static void read(String id, long version, Map<String, Long> versions) {
        JsonNode found =
                send(200, "GET", "/orders/%s?expected_version=%d".formatted(id, version), null);
        long shown = found.get("version").asLong();
        assertThat(found.has("_warning")).as(found.toString()).isFalse();
        assertThat(shown).isGreaterThanOrEqualTo(versions.getOrDefault(id, version));
        versions.put(id, shown);
    }

    @Test
    void a_rebuild_that_is_aborted_leaves_the_views_that_serve() {
        long before = generation();
        String id = send(202, "POST", "/projections/rebuilds", null).get("id").asString();

        HttpResponse<String> aborted =
                client.send("POST", "/operations/" + id + "/abort", null, Map.of());

        // It is aborted, unless it has ended just before that.
        boolean late = aborted.statusCode() == 409;
        assertThat(
                        JSON.readTree(aborted.body())
                                .at(late ? "/current_status" : "/status")
                                .asString())
                .isEqualTo(late ? "succeeded" : "aborted");
        assertThat(generation()).isEqualTo(late ? before + 1 : before);
        assertClean();
    }

    @Test
    void whatever_is_changed_behind_the_service_is_found_told_and_mended() {
        // given
        Map<String, String> damaged = new TreeMap<>();
        for (String damage :
                List.of("summary", "gone", "history", "listing", "word", "broken", "totals")) {
            damaged.put(damage, create("c-" + damage, "p-" + damage));
        }
        damaged.forEach(
                (damage, id) -> send(200, "GET", "/orders/" + id + "?expected_version=1", null));
        assertClean();

        // when
        damage(damaged.get("summary"), "SET #a.#b = :v", Map.of("#a", "summary", "#b", "currency"));
        delete(owner(damaged.get("gone")), "VIEW");
        delete(owner(damaged.get("history")), "HISTORY#0000000001");
        damage(damaged.get("listing"), "SET #a = :v", Map.of("#a", "list_sort"));
        damage(damaged.get("broken"), "SET #a = :v", Map.of("#a", "details"));
        deleteWord(damaged.get("word"));
        database.updateItem(update ->
                update.tableName(readTable())
                        .key(key("CUSTOMER#c-totals", "TOTALS"))
                        .updateExpression("ADD orders_pending :v")
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromN("7"))));
        String orphan = putOrphan(damaged.get("summary"));

        // then
        JsonNode told = verified("{}");
        assertThat(told.get("repaired").asLong()).isZero();
        assertThat(how(told, damaged.get("summary"))).isEqualTo("summary.currency");
        assertThat(how(told, damaged.get("gone"))).isNotEmpty();
        assertThat(how(told, damaged.get("history"))).isEqualTo("history");
        assertThat(how(told, damaged.get("listing"))).isEqualTo("listing");
        assertThat(how(told, damaged.get("broken"))).isEqualTo("it can't be read");
        assertThat(how(told, damaged.get("word"))).isEqualTo("words");
        assertThat(how(told, "CUSTOMER#c-totals")).isEqualTo("totals");
        assertThat(how(told, orphan)).isEqualTo("no commit says that it is there");
        assertThat(told.get("differing").asLong()).isGreaterThanOrEqualTo(8);

        // when
        JsonNode mended = verified("{\"repair\": true}");

        // then
        assertThat(mended.get("repaired")).as(mended.toString()).isEqualTo(mended.get("differing"));
        assertClean();
        assertThat(send(200, "GET", "/customers/c-totals", null).at("/orders/pending").asInt())
                .isEqualTo(1);
        send(404, "GET", "/orders/" + orphan, null);
        assertThat(send(200, "GET", "/orders/search?q=p-word", null).get("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_commit_that_nobody_can_read_is_parked_until_it_is_discarded() {
        // given
        String id = create("c-parked", "p-parked");
        String stream = "Order-" + id;
        send(200, "GET", "/orders/" + id + "?expected_version=1", null);
        Poison.append(database, stream, 2);
        Await.until(() -> parked(stream) != null);

        // then
        JsonNode notice = parked(stream);
        assertThat(notice.get("version").asLong()).isEqualTo(2);
        assertThat(notice.get("cause").asString()).contains("OrderTeleported");
        assertThat(send(200, "POST", "/parked/replay", null).get("parked").asInt()).isEqualTo(1);
        assertThat(
                        send(200, "POST", "/parked/" + stream + "/replay", null)
                                .get("caught_up")
                                .asInt())
                .isZero();
        assertThat(verified("{}").get("parked").asInt()).isEqualTo(1);

        // when
        JsonNode refused =
                send(409, "DELETE", "/parked/" + stream + "?version=1&reason=a%20test", null);
        JsonNode discarded =
                send(200, "DELETE", "/parked/" + stream + "?version=2&reason=a%20test", null);

        // then
        assertThat(refused.get("version").asLong()).isEqualTo(2);
        assertThat(discarded.get("reason").asString()).isEqualTo("a test");
        assertThat(discarded.at("/replayed/caught_up").asInt()).isEqualTo(1);
        assertThat(parked(stream)).isNull();
        assertPassedOver(id);
        assertClean();
        String rebuild = send(202, "POST", "/projections/rebuilds", null).get("id").asString();
        assertThat(ended(rebuild).get("status").asString()).isEqualTo("succeeded");
        assertPassedOver(id);
        assertClean();
    }

    private static void assertPassedOver(String id) {
        JsonNode view = send(200, "GET", "/orders/" + id + "?expected_version=2", null);
        assertThat(view.has("_warning")).as(view.toString()).isFalse();
        assertThat(view.get("version").asLong()).isEqualTo(2);
        JsonNode history = send(200, "GET", "/orders/" + id + "/history", null);
        assertThat(history.get("items").valueStream().map(entry -> entry.get("version").asInt()))
                .containsOnly(1);
    }

    private static @Nullable JsonNode parked(String stream) {
        return send(200, "GET", "/parked", null)
                .get("items")
                .valueStream()
                .filter(item -> item.get("stream_id").asString().equals(stream))
                .findFirst()
                .orElse(null);
    }

    private static void assertClean() {
        JsonNode found = verified("{}");
        assertThat(found.get("differing").asLong()).as(found.toString()).isZero();
        assertThat(found.get("undecided").asLong()).as(found.toString()).isZero();
        assertThat(found.get("checked").asLong()).isPositive();
    }

    /** The result of a verification. */
    private static JsonNode verified(String settings) {
        String id = send(202, "POST", "/projections/verifications", settings).get("id").asString();
        JsonNode ended = ended(id);
        assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("succeeded");
        return ended.get("result");
    }

    private static JsonNode ended(String id) {
        String path = "/operations/" + id;
        Await.until(() -> !send(200, "GET", path, null).get("status").asString().equals("running"));
        return send(200, "GET", path, null);
    }

    /** How the item differs whose name or stream has the text. */
    private static String how(JsonNode result, String text) {
        List<String> found = new ArrayList<>();
        result.get("differences")
                .valueStream()
                .filter(each -> each.toString().contains(text))
                .forEach(each -> found.add(each.get("how").asString()));
        return String.join("; ", found);
    }

    private static long generation() {
        return send(200, "GET", "/projections", null).at("/items/0/generation").asLong();
    }

    private static String readTable() {
        return Tables.STANDARD.readModel((int) generation()).name();
    }

    private static String owner(String order) {
        return "ORDER#" + order;
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }

    /** Puts a text into the view of an order. */
    private static void damage(String order, String expression, Map<String, String> names) {
        database.updateItem(update ->
                update.tableName(readTable())
                        .key(key(owner(order), "VIEW"))
                        .updateExpression(expression)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("XXX"))));
    }

    private static void delete(String pk, String sk) {
        database.deleteItem(delete -> delete.tableName(readTable()).key(key(pk, sk)));
    }

    private static void deleteWord(String order) {
        Map<String, AttributeValue> word =
                database.scanPaginator(scan -> scan.tableName(readTable())).items().stream()
                        .filter(item -> item.get("pk").s().startsWith("TOKEN#p-word"))
                        .filter(item -> item.get("sk").s().endsWith(order))
                        .findFirst()
                        .orElseThrow();
        delete(word.get("pk").s(), word.get("sk").s());
    }

    /** A view without a stream, as a copy of another one that no list shows. */
    private static String putOrphan(String order) {
        Map<String, AttributeValue> item =
                new HashMap<>(
                        database.getItem(get ->
                                        get.tableName(readTable()).key(key(owner(order), "VIEW")))
                                .item());
        String orphan = UUID.randomUUID().toString();
        item.put("pk", AttributeValue.fromS(owner(orphan)));
        item.keySet().removeIf(name -> name.startsWith("list_") || name.startsWith("count"));
        database.putItem(put -> put.tableName(readTable()).item(item));
        return orphan;
    }

    private static String order(List<String> orders, int n) {
        return "/orders/" + orders.get(n);
    }

    private static String create(String customer, String product) {
        String address =
                "{\"line1\": \"1 Main Street\", \"city\": \"Berlin\", \"country\": \"DE\"}";
        return send(
                        201,
                        "POST",
                        "/orders",
                        "{\"customer_id\": \"%s\", \"items\": [%s], \"shipping_address\": %s}"
                                .formatted(customer, LINE.formatted(product), address))
                .get("order_id")
                .asString();
    }

    private static List<String> ids(JsonNode list) {
        return list.get("items")
                .valueStream()
                .map(item -> item.get("order_id").asString())
                .toList();
    }

    private static @Nullable String cursor(JsonNode list) {
        return list.get("next_cursor").isNull() ? null : list.get("next_cursor").asString();
    }

    private static JsonNode send(int status, String method, String path, @Nullable String body) {
        HttpResponse<String> answer = client.send(method, path, body, Map.of());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
