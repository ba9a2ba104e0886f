package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.operations.cli.Orders;
import dev.orderstream.operations.cli.Screen;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.Commits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./orders} on a whole system, whose own tick and projector are at work as well. */
@RealTime(reason = "Appends commits with the time of the running system.", minutesMax = 20)
class OrdersEndToEndTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Tables TABLES = Tables.STANDARD;
    private static final int LOOKS_MAX = 5_000;
    private static final int LOADED_ORDERS = 30;
    private static final int LOADED_COMMITS = 3 + LOADED_ORDERS * 5;

    private static LocalSystem system;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(RunSettings.PLAIN);
        client = LocalDatabase.of(system);
    }

    @AfterAll
    static void stop() {
        client.close();
        system.close();
    }

    /** What a command has printed. */
    private record Answer(int code, String out, String err) {

        JsonNode json() {
            assertThat(out).as(err).hasLineCount(1);
            return JSON.readTree(out);
        }
    }

    @Test
    void a_load_is_carried_out_once_and_a_dry_one_writes_nothing() {
        Answer dry = json("load --orders 30 --seed 41 --dry-run");

        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.json().get("commits").asInt()).isEqualTo(LOADED_COMMITS);
        assertThat(loaded(41)).isZero();

        Answer first = json("load --orders 30 --seed 41");
        Answer again = json("load --orders 30 --seed 41");

        assertThat(first.json().get("commits").asInt()).as(first.err()).isEqualTo(LOADED_COMMITS);
        assertThat(again.json().get("commits").asInt()).isZero();
        assertThat(again.json().get("there_already").asInt()).isEqualTo(LOADED_COMMITS);
        assertThat(loaded(41)).isEqualTo(LOADED_COMMITS);
        assertThat(text("load --orders 30 --seed 41").out()).contains("were there already");
    }

    @Test
    void a_rebuild_lets_another_generation_serve_and_a_dry_one_writes_nothing() {
        json("load --orders 30 --seed 42");
        int serving = generation();

        Answer dry = json("rebuild --dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        int next = dry.json().get("next_generation").asInt();
        assertThat(generation()).isEqualTo(serving);
        assertThat(dry.json().get("running").isNull()).isTrue();

        Answer rebuilt = json("rebuild --user ada");

        assertThat(rebuilt.code()).as(rebuilt.out() + rebuilt.err()).isZero();
        assertThat(rebuilt.json().get("kind").asString()).isEqualTo("rebuild");
        assertThat(rebuilt.json().get("status").asString()).isEqualTo("succeeded");
        assertThat(rebuilt.json().get("result").get("generation").asInt()).isEqualTo(next);
        assertThat(generation()).isEqualTo(next);
        assertThat(text("projections").out())
                .containsPattern("(?m)^PROJECTION +GENERATION +LAG +PARKED +REBUILD$")
                .containsPattern("(?m)^Order +" + next + " .* none$");

        Answer late = text("rebuild --abort");
        assertThat(late.code()).isEqualTo(2);
        assertThat(late.err()).contains("no rebuild runs");
    }

    @Test
    void what_was_tampered_with_is_found_and_repaired_where_one_asks_for_it() {
        json("load --orders 3 --seed 43");
        String order = someOrder(43);
        awaitView(order);
        tamper(order);

        Answer found = json("verify");
        assertThat(found.code()).as(found.out() + found.err()).isEqualTo(1);
        assertThat(found.json().get("result").get("differing").asInt()).isEqualTo(1);
        assertThat(found.json().get("result").get("differences").get(0).get("stream_id").asString())
                .isEqualTo("Order-" + order);

        int kept = count(TABLES.control().name(), item -> true);
        Answer dry = text("verify --repair --dry-run");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(dry.out())
                .contains("1 differing, 0 repaired", "--repair would mend 1", "Order-" + order);
        assertThat(count(TABLES.control().name(), item -> true)).isEqualTo(kept);

        Answer repaired = text("verify --repair");
        assertThat(repaired.code()).as(repaired.out() + repaired.err()).isZero();
        assertThat(repaired.out()).contains("1 differing, 1 repaired");
        assertThat(json("verify").code()).isZero();
    }

    @Test
    void a_parked_stream_is_listed_tried_again_and_goes_on_without_what_is_discarded() {
        StreamId stream = new StreamId("Order", UUID.randomUUID().toString());
        new DynamoDbEventStore(client, TABLES)
                .append(
                        new Commit(
                                stream,
                                1,
                                Instant.now(),
                                List.of(
                                        new StoredEvent(
                                                "OrderTeleported", 1, Document.Fields.NONE)),
                                Commits.origin()));
        Answer listed = await("parked list", answer -> answer.out().contains(stream.toString()));

        JsonNode notice = listed.json().get("items").get(0);
        assertThat(notice.get("version").asInt()).isEqualTo(1);
        assertThat(notice.get("cause").asString()).contains("OrderTeleported");
        assertThat(text("parked list").out()).contains("STREAM", stream.toString());

        // In each generation that is written.
        assertThat(json("parked replay --all --dry-run").json().get("would_try").asInt())
                .isPositive();
        assertThat(text("parked replay " + stream).code()).isEqualTo(1);
        assertThat(text("stream show " + stream).out())
                .contains("OrderTeleported", "It can't be taken in: version 1");

        String discard = "parked discard " + stream.id() + " --reason lost --version ";
        Answer dry = text(discard + "1 --dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("without version 1", "OrderTeleported");
        Answer another = text(discard + "2");
        assertThat(another.code()).isEqualTo(1);
        assertThat(another.err()).contains("version 1 of " + stream + " is at fault, not 2");
        assertThat(json("parked list").json().get("items").size()).isPositive();

        Answer done = json(discard + "1 --user ada");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.json().get("user_id").asString()).isEqualTo("ada");
        assertThat(text("parked list").out()).contains("Nothing is parked.");
        assertThat(text(discard + "1").code()).isEqualTo(2);
    }

    @Test
    void a_stream_is_shown_as_it_was_at_a_version_beside_the_stored_view() {
        json("load --orders 3 --seed 44");
        String order = someOrder(44);
        awaitView(order);

        JsonNode shown = json("stream show " + order + " --at-version 1").json();

        assertThat(shown.get("stream_id").asString()).isEqualTo("Order-" + order);
        assertThat(shown.get("version").asInt()).isEqualTo(1);
        assertThat(shown.get("commits").size()).isEqualTo(1);
        assertThat(shown.get("view").get("summary").get("status").asString()).isEqualTo("pending");
        assertThat(shown.get("view").get("details").get("shipping_address").get("line1").asString())
                .isNotBlank();
        assertThat(shown.get("stored_view").get("version").asInt()).isEqualTo(5);
        assertThat(text("stream show Order-" + order).out())
                .contains("View at version 5", "Stored view: version 5", "by load");
        Answer beyond = text("stream show " + order + " --at-version 6");
        assertThat(beyond.code()).isEqualTo(1);
        assertThat(beyond.err()).contains("has only 5 commits");
        assertThat(text("stream show " + UUID.randomUUID()).err()).contains("there is no stream");
    }

    @Test
    void the_newest_commits_are_shown_and_new_ones_as_they_come() throws Exception {
        json("load --orders 3 --seed 45");

        Answer newest = text("events tail --limit 2");
        assertThat(newest.code()).as(newest.err()).isZero();
        assertThat(newest.out()).hasLineCount(2).contains("Order-", "  load");

        CompletableFuture<Answer> following =
                CompletableFuture.supplyAsync(
                        () -> json("events tail --follow --since 1s --limit 3"));
        while (!following.isDone()) {
            json("load --orders 1");
        }
        assertThat(following.join().out().lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(JSON.readTree(line).get("types").size()).isPositive());
    }

    @Test
    void a_wrong_prefix_is_told_with_the_tables_that_are_missing() {
        Answer wrong = text("projections --prefix other");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("no table other-events and no other-control", "other-* at http://");
        assertThat(wrong.out()).isEmpty();
        for (String command :
                List.of("rebuild", "verify", "parked list", "events tail", "load --orders 1")) {
            assertThat(text(command + " --prefix other").err()).contains("no table other-events");
        }
    }

    private static Answer json(String command) {
        return text(command + " --output json");
    }

    private static Answer text(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of("--endpoint", system.databaseUri().toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen =
                new Screen(new PrintWriter(out), new PrintWriter(err), false, Optional::empty);
        int code = Orders.commandLine(screen).execute(arguments.toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }

    private static Answer await(String command, Predicate<Answer> expected) {
        for (int looks = 1; ; looks++) {
            Answer answer = json(command);
            if (expected.test(answer)) {
                return answer;
            }
            assertThat(looks).as("%s says %s", command, answer).isLessThan(LOOKS_MAX);
        }
    }

    private static void awaitView(String order) {
        await(
                "stream show " + order,
                answer ->
                        !answer.json().get("stored_view").isNull()
                                && answer.json().get("stored_view").get("version").asInt() == 5);
    }

    private static int generation() {
        return json("projections").json().get("items").get(0).get("generation").asInt();
    }

    private static int loaded(long seed) {
        return count(
                TABLES.events().name(),
                item -> item.get("correlation_id").s().equals("load-" + Long.toHexString(seed)));
    }

    private static int count(String table, Predicate<Map<String, AttributeValue>> which) {
        return (int) items(table).stream().filter(which).count();
    }

    private static List<Map<String, AttributeValue>> items(String table) {
        return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).stream()
                .map(ScanResponse::items)
                .flatMap(List::stream)
                .toList();
    }

    private static String someOrder(long seed) {
        return items(TABLES.events().name()).stream()
                .filter(item ->
                        item.get("correlation_id").s().equals("load-" + Long.toHexString(seed)))
                .map(item -> item.get("stream_id").s())
                .filter(stream -> stream.startsWith("Order-"))
                .map(stream -> stream.substring("Order-".length()))
                .findFirst()
                .orElseThrow();
    }

    private static void tamper(String order) {
        client.updateItem(update ->
                update.tableName(TABLES.readModel(generation()).name())
                        .key(
                                Map.of(
                                        "pk", AttributeValue.fromS("ORDER#" + order),
                                        "sk", AttributeValue.fromS("VIEW")))
                        .updateExpression("SET #s.#n = :n")
                        .expressionAttributeNames(Map.of("#s", "summary", "#n", "customer_name"))
                        .expressionAttributeValues(
                                Map.of(":n", AttributeValue.fromS("Somebody Else"))));
    }
}
