package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.dynamodb.DynamoDbEventStore;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.StoredEvent;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CommandFunctionTest {

    private static TestTables tables;
    private static CommandFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
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
    void a_create_is_answered_when_its_events_are_stored_by_one_request() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("create-order"));

        assertThat(answer.getStatusCode()).isEqualTo(201);
        assertThat(answer.getHeaders())
                .containsEntry("etag", "\"1\"")
                .containsEntry("content-type", "application/json")
                .containsEntry("location", "/orders/" + id(answer))
                .containsKey("x-correlation-id");
        assertThat(answer.getIsBase64Encoded()).isFalse();
        assertThat(answer.getBody())
                .isEqualTo(
                        """
                        {"status":"pending","order_id":"%1$s","stream_id":"Order-%1$s","version":1}\
                        """
                                .formatted(id(answer)));
        assertThat(tables.takeOperations()).containsExactly("PutItem");
        assertThat(commits(id(answer)))
                .singleElement()
                .satisfies(commit -> {
                    assertThat(types(commit))
                            .containsExactly("OrderCreated", "OrderItemAdded", "OrderItemAdded");
                    assertThat(commit.origin().userId()).isEqualTo("user-1");
                    assertThat(commit.origin().causationId()).isEqualTo("JKJaXmPLvHcESHA=");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "add-item,OrderItemAdded,item_added",
        "add-item-by-query,OrderItemAdded,item_added",
        "remove-item,OrderItemRemoved,item_removed",
        "ship-order,OrderShipped,shipped",
        "cancel-order,OrderCancelled,cancelled"
    })
    void a_change_is_one_query_and_one_put(String sample, String event, String status) {
        String id = created();
        tables.takeOperations();

        APIGatewayV2HTTPResponse answer = call(Samples.api(sample, id));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"status\":\"" + status + "\"", "\"version\":2");
        assertThat(answer.getHeaders()).containsEntry("etag", "\"2\"");
        assertThat(tables.takeOperations()).containsExactly("Query", "PutItem");
        assertThat(types(commits(id).getLast())).containsExactly(event);
    }

    @Test
    void what_follows_a_comma_in_a_query_parameter_is_kept() {
        String id = created();

        call(Samples.api("cancel-order", id));

        assertThat(commits(id).getLast().events().getFirst().data().text("reason"))
                .isEqualTo("too late, sorry");
    }

    @Test
    void the_status_that_the_order_has_already_is_answered_without_an_event() {
        String id = created();
        call(Samples.api("ship-order", id));

        APIGatewayV2HTTPResponse again = call(Samples.api("ship-order", id));

        assertThat(again.getStatusCode()).isEqualTo(200);
        assertThat(again.getBody()).contains("\"status\":\"shipped\"", "\"version\":2");
        assertThat(commits(id)).hasSize(2);
    }

    @Test
    void what_the_state_forbids_is_a_conflict_that_names_the_state() {
        String id = created();
        call(Samples.api("ship-order", id));

        APIGatewayV2HTTPResponse answer = call(Samples.api("cancel-order", id));

        assertProblem(answer, 409, "invalid-transition");
        assertThat(answer.getBody())
                .contains("\"current_status\":\"shipped\"", "\"current_version\":2");
    }

    @Test
    void an_order_that_is_not_there_is_not_found() {
        assertProblem(call(Samples.api("ship-order")), 404, "order-not-found");
        assertProblem(call(Samples.api("ship-order", "no-uuid")), 404, "order-not-found");
    }

    @Test
    void an_empty_order_is_refused_with_a_pointer_before_anything_is_asked_of_dynamodb() {
        APIGatewayV2HTTPResponse answer = call(Samples.api("create-order-without-items"));

        assertProblem(answer, 422, "validation-failed");
        assertThat(answer.getBody()).contains("\"pointer\":\"/items\"");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void a_duplicate_member_is_malformed() {
        assertProblem(
                call(Samples.api("create-order-with-duplicate-member")), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "1",
                "{} {}",
                "{\"customer_id\": NaN}",
                "{\"customer_id\": 1}",
                "{\"items\": {}}",
                "{\"items\": [1]}",
                "{\"currency\": 1e99999999999}",
                "{\"currency\": 12345678901234567890123456789012345678901}",
                "{\"shipping_address\": []}"
            })
    void a_body_that_is_not_an_object_of_the_right_types_is_malformed(String body) {
        assertProblem(create(body), 400, "malformed-request");
    }

    @Test
    void a_body_that_is_not_utf_8_or_nested_too_deeply_is_malformed() {
        APIGatewayV2HTTPEvent event = Samples.api("create-order");
        event.setIsBase64Encoded(true);
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {'{', (byte) 0xFF, '}'}));
        assertProblem(call(event), 400, "malformed-request");

        assertProblem(
                create("{\"items\":" + "[".repeat(32) + "]".repeat(32) + "}"),
                400,
                "malformed-request");
    }

    @Test
    void a_list_of_far_too_many_items_is_refused_by_a_short_answer() {
        APIGatewayV2HTTPResponse answer = create("{\"items\": [" + "{},".repeat(80_000) + "{}]}");

        assertProblem(answer, 422, "validation-failed");
        assertThat(answer.getBody()).hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json; charset=latin-1",
                "application/json; x=y; charset = latin-1",
                "application/problem+json",
                ""
            })
    void a_body_of_another_content_type_is_refused(String contentType) {
        assertProblem(
                call(withHeader(Samples.api("create-order"), "content-type", contentType)),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application/JSON",
                "application/json;charset=\"UTF-8\"; x=y",
                "application/json; x=y"
            })
    void json_is_taken_however_it_is_called(String contentType) {
        assertThat(
                        call(withHeader(Samples.api("create-order"), "content-type", contentType))
                                .getStatusCode())
                .isEqualTo(201);
    }

    @Test
    void a_compressed_body_is_refused() {
        assertProblem(
                call(withHeader(Samples.api("create-order"), "content-encoding", "gzip")),
                415,
                "unsupported-media-type");
    }

    @Test
    void an_unknown_member_is_named_as_such() {
        assertProblem(create("{\"customer\": \"c-1\"}"), 400, "unknown-field");
    }

    @Test
    void every_value_out_of_bounds_is_pointed_to_at_once() {
        APIGatewayV2HTTPResponse answer =
                create(
                        """
                        {"customer_id": "c#1", "currency": "JPY",
                         "items": [{"product_id": "p", "quantity": 1.5, "unit_price": 1.5},
                                   {"product_id": "p", "quantity": 0, "price": "-1"}],
                         "shipping_address": {"line1": "\\u202e", "city": " ", "country": "XX"}}\
                        """);

        assertProblem(answer, 422, "validation-failed");
        assertThat(pointers(answer))
                .containsExactly(
                        "/customer_id",
                        "/items/0/quantity",
                        "/items/0/unit_price",
                        "/items/1/quantity",
                        "/items/1/price",
                        "/shipping_address/line1",
                        "/shipping_address/city",
                        "/shipping_address/country");
    }

    @Test
    void a_price_may_be_a_text_and_a_quantity_may_have_zeros_behind_the_point() {
        String id = created();
        APIGatewayV2HTTPEvent add = Samples.api("add-item", id);
        add.setBody("{\"product_id\": \"p\", \"quantity\": 2.0, \"price\": \"19.990\"}");

        assertThat(call(add).getStatusCode()).isEqualTo(200);

        var data = commits(id).getLast().events().getFirst().data();
        assertThat(data.integer("quantity")).isEqualTo(2);
        assertThat(data.decimal("unit_price")).isEqualByComparingTo("19.99");
    }

    @Test
    void a_price_finer_than_the_orders_currency_is_refused_when_an_item_is_added() {
        String id = created();
        APIGatewayV2HTTPEvent add = Samples.api("add-item", id);
        add.setBody("{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": 1.234}");

        APIGatewayV2HTTPResponse answer = call(add);

        assertProblem(answer, 422, "validation-failed");
        assertThat(pointers(answer)).containsExactly("/unit_price");
        assertThat(commits(id)).hasSize(1);
    }

    @Test
    void numbers_with_huge_exponents_are_refused_without_being_written_out() {
        String id = created();
        for (String number : List.of("1e-999999999", "1e999999999", "-1e999999999")) {
            APIGatewayV2HTTPEvent add = Samples.api("add-item", id);
            add.setBody(
                    "{\"product_id\": \"p\", \"quantity\": %1$s, \"unit_price\": %1$s}"
                            .formatted(number));
            assertProblem(call(add), 422, "validation-failed");
        }
    }

    @Test
    void an_item_comes_by_body_or_by_query_but_not_by_both() {
        APIGatewayV2HTTPEvent both = Samples.api("add-item-by-query", created());
        both.setBody(Samples.api("add-item").getBody());
        both.setHeaders(Samples.api("add-item").getHeaders());

        assertProblem(call(both), 400, "invalid-parameter");
    }

    @Test
    void particulars_go_only_with_their_status() {
        for (String body :
                List.of(
                        "{\"status\": \"shipped\", \"reason\": \"r\"}",
                        "{\"status\": \"delivered\", \"carrier\": \"c\"}",
                        "{\"status\": \"cancelled\", \"tracking_number\": \"t\"}",
                        "{\"status\": \"pending\"}",
                        "{}")) {
            APIGatewayV2HTTPEvent event = Samples.api("ship-order", created());
            event.setBody(body);
            assertProblem(call(event), 422, "validation-failed");
        }
    }

    @Test
    void a_body_of_another_media_type_or_of_more_than_256_kb_is_refused() {
        APIGatewayV2HTTPEvent text = Samples.api("create-order");
        text.setHeaders(Map.of("content-type", "text/plain"));
        assertProblem(call(text), 415, "unsupported-media-type");

        assertProblem(create("{\"a\": \"" + "x".repeat(256 * 1024) + "\"}"), 413, "too-large");
    }

    @Test
    void a_call_without_claims_is_refused_and_one_without_the_scope_forbidden() {
        assertProblem(call(Samples.api("create-order-without-claims")), 401, "unauthenticated");
        assertProblem(
                call(withScope(Samples.api("create-order"), "orders:read")), 403, "forbidden");
        assertProblem(
                call(withScope(Samples.api("ship-order", created()), "orders:write")),
                403,
                "forbidden");
        assertThat(tables.takeOperations()).containsExactly("PutItem");
    }

    @Test
    void the_version_that_the_caller_has_seen_is_compared() {
        String id = created();
        assertProblem(
                call(withHeader(Samples.api("ship-order", id), "if-match", "\"2\"")),
                412,
                "precondition-failed");
        assertThat(
                        call(withHeader(Samples.api("ship-order", id), "if-match", "\"1-ab12\""))
                                .getStatusCode())
                .isEqualTo(200);
        assertProblem(
                call(withHeader(Samples.api("ship-order"), "if-match", "\"1\"")),
                412,
                "precondition-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "*", "\"1\", \"2\"", ""})
    void an_if_match_that_is_not_one_strong_tag_is_refused(String tag) {
        assertProblem(
                call(withHeader(Samples.api("ship-order"), "if-match", tag)),
                400,
                "invalid-parameter");
    }

    @Test
    void nothing_can_match_where_an_order_is_created() {
        assertProblem(
                call(withHeader(Samples.api("create-order"), "if-match", "\"1\"")),
                400,
                "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "ü", ""})
    void a_key_that_is_not_visible_ascii_is_refused(String key) {
        assertProblem(
                call(withHeader(Samples.api("create-order"), "idempotency-key", key)),
                400,
                "invalid-parameter");
    }

    @Test
    void a_key_is_stored_as_a_digest_and_the_same_wish_has_the_same_hash() {
        String key = "my-secret-key";
        APIGatewayV2HTTPEvent create =
                withHeader(Samples.api("create-order"), "idempotency-key", key);
        String id = id(call(create));
        APIGatewayV2HTTPEvent respelled =
                withHeader(Samples.api("create-order"), "idempotency-key", key + "-2");
        respelled.setBody(
                respelled
                        .getBody()
                        .replace("\"12.60\"", "12.600")
                        .replace("1000.0", "1e3")
                        .replace("\"unit_price\"", "\"price\"")
                        .replace("{\"customer_id\"", "{\"currency\": null, \"customer_id\""));
        String other = id(call(respelled));

        Commit.Origin first = commits(id).getFirst().origin();
        Commit.Origin second = commits(other).getFirst().origin();
        assertThat(first.commandId()).isNotEqualTo(second.commandId());
        assertThat(first.commandHash()).isEqualTo(second.commandHash());
        assertThat(tables.client().scan(s -> s.tableName("orderstream-events")).toString())
                .doesNotContain(key);
    }

    @Test
    void a_command_that_is_repeated_with_its_key_gets_the_same_answer_and_is_told_so() {
        APIGatewayV2HTTPEvent create =
                withHeader(Samples.api("create-order"), "idempotency-key", "again-1");
        APIGatewayV2HTTPResponse first = call(create);
        String id = id(first);
        APIGatewayV2HTTPEvent ship =
                withHeader(Samples.api("ship-order", id), "idempotency-key", "again-2");
        APIGatewayV2HTTPResponse shipped = call(ship);

        assertReplayed(call(another(create)), first);
        assertReplayed(call(another(ship)), shipped);
        assertThat(first.getHeaders()).doesNotContainKey("idempotent-replayed");
        assertThat(shipped.getHeaders()).doesNotContainKey("idempotent-replayed");
        assertThat(commits(id)).hasSize(2);
    }

    /** The same call as another request. */
    private static APIGatewayV2HTTPEvent another(APIGatewayV2HTTPEvent event) {
        event.getRequestContext().setRequestId(UUID.randomUUID().toString());
        return event;
    }

    private static void assertReplayed(
            APIGatewayV2HTTPResponse repeated, APIGatewayV2HTTPResponse first) {
        assertThat(repeated.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(repeated.getBody()).isEqualTo(first.getBody());
        assertThat(repeated.getHeaders()).containsEntry("idempotent-replayed", "true");
        assertThat(repeated.getHeaders().get("etag")).isEqualTo(first.getHeaders().get("etag"));
    }

    @Test
    void the_correlation_id_is_stored_and_echoed() {
        APIGatewayV2HTTPResponse answer =
                call(withHeader(Samples.api("create-order"), "x-correlation-id", "case-7"));

        assertThat(answer.getHeaders()).containsEntry("x-correlation-id", "case-7");
        assertThat(commits(id(answer)).getFirst().origin().correlationId()).isEqualTo("case-7");
        assertProblem(
                call(withHeader(Samples.api("create-order"), "x-correlation-id", "a b")),
                400,
                "invalid-parameter");
    }

    @Test
    void an_outage_is_a_503_that_says_what_is_known() {
        try (TestTables down = new TestTables();
                CommandFunction function = new CommandFunction(down.properties("jwt"))) {
            down.refuseRequests();

            APIGatewayV2HTTPResponse create =
                    function.handleRequest(Samples.api("create-order"), null);
            APIGatewayV2HTTPResponse change =
                    function.handleRequest(Samples.api("ship-order"), null);

            assertProblem(create, 503, "unavailable");
            assertThat(create.getBody()).contains("\"outcome\":\"unknown\"");
            assertThat(create.getHeaders()).containsEntry("retry-after", "1");
            assertProblem(change, 503, "unavailable");
            assertThat(change.getBody()).contains("\"outcome\":\"not_stored\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"OrderItemAdded,2", "OrderShipped,99", "OrderTeleported,1"})
    void a_change_of_an_order_with_an_event_of_newer_code_is_a_503_and_stores_nothing(
            String type, int schema) {
        String id = created();
        Commit created = commits(id).getFirst();
        store(commit(created, 2, new StoredEvent(type, schema, Fields.NONE)));

        for (String sample : List.of("add-item", "ship-order", "cancel-order")) {
            tables.takeOperations();
            assertUnreadable(call(Samples.api(sample, id)));
            assertThat(tables.takeOperations()).containsExactly("Query");
        }
        assertThat(commits(id)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"OrderCreated,2", "OrderTeleported,1"})
    void a_create_that_newer_code_has_carried_out_is_a_503_when_it_is_repeated(
            String type, int schema) {
        APIGatewayV2HTTPEvent create =
                withHeader(Samples.api("create-order"), "idempotency-key", "newer-" + type);
        String id = id(call(create));
        Commit created = commits(id).getFirst();
        Commit newer =
                commit(
                        created,
                        1,
                        new StoredEvent(type, schema, created.events().getFirst().data()));
        tables.client()
                .deleteItem(delete ->
                        delete.tableName("orderstream-events")
                                .key(
                                        Map.of(
                                                "stream_id", AttributeValue.fromS("Order-" + id),
                                                "version", AttributeValue.fromN("1"))));
        store(newer);
        tables.takeOperations();

        assertUnreadable(call(create));

        assertThat(tables.takeOperations())
                .as("refused by its condition")
                .containsExactly("PutItem");
        assertThat(commits(id)).containsExactly(newer);
    }

    /** By the same command. */
    private static Commit commit(Commit like, long version, StoredEvent event) {
        return new Commit(like.stream(), version, like.recordedAt(), List.of(event), like.origin());
    }

    private static void store(Commit commit) {
        assertThat(new DynamoDbEventStore(tables.client(), tables.tables()).append(commit))
                .isEqualTo(new Appended.Written());
    }

    private static void assertUnreadable(APIGatewayV2HTTPResponse answer) {
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.getBody()).contains("\"outcome\":\"unknown\"");
        assertThat(answer.getHeaders()).containsEntry("retry-after", "1");
    }

    @Test
    void a_dynamodb_that_hangs_is_given_up_before_api_gateway_gives_us_up() {
        try (TestTables hanging = new TestTables();
                CommandFunction function = new CommandFunction(hanging.properties("jwt"))) {
            hanging.fallSilent();

            APIGatewayV2HTTPResponse answer =
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(29),
                            () -> function.handleRequest(Samples.api("create-order"), null));

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.getBody()).contains("\"outcome\":\"unknown\"");
        }
    }

    @Test
    void an_event_without_a_request_context_is_a_problem_as_well() {
        APIGatewayV2HTTPEvent event = Samples.api("create-order");
        event.setRequestContext(null);

        assertThat(call(event).getHeaders())
                .containsEntry("content-type", "application/problem+json");
    }

    @Test
    void an_unknown_member_is_not_made_known_by_being_null() {
        assertProblem(create("{\"bogus\": null}"), 400, "unknown-field");
    }

    private static APIGatewayV2HTTPResponse call(APIGatewayV2HTTPEvent event) {
        return function.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPResponse create(String body) {
        APIGatewayV2HTTPEvent event = Samples.api("create-order");
        event.setBody(body);
        return call(event);
    }

    private static String created() {
        return id(call(Samples.api("create-order")));
    }

    private static APIGatewayV2HTTPEvent withHeader(
            APIGatewayV2HTTPEvent event, String name, String value) {
        Map<String, String> headers = new HashMap<>(event.getHeaders());
        headers.put(name, value);
        event.setHeaders(headers);
        return event;
    }

    private static APIGatewayV2HTTPEvent withScope(APIGatewayV2HTTPEvent event, String scope) {
        Map<String, String> claims =
                new HashMap<>(event.getRequestContext().getAuthorizer().getJwt().getClaims());
        claims.put("scope", scope);
        event.getRequestContext().getAuthorizer().getJwt().setClaims(claims);
        return event;
    }

    private static String id(APIGatewayV2HTTPResponse answer) {
        Matcher id = Pattern.compile("\"order_id\":\"([^\"]+)\"").matcher(answer.getBody());
        assertThat(id.find()).as(answer.getBody()).isTrue();
        return id.group(1);
    }

    private static List<String> pointers(APIGatewayV2HTTPResponse answer) {
        return Pattern.compile("\"pointer\":\"([^\"]+)\"")
                .matcher(answer.getBody())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Commit> commits(String id) {
        return new DynamoDbEventStore(tables.client(), tables.tables())
                .readAfter(new StreamId("Order", id), 0, 100);
    }

    private static List<String> types(Commit commit) {
        return commit.events().stream().map(event -> event.type()).toList();
    }

    private static void assertProblem(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.getBody())
                .contains(
                        "\"type\":\"https://orderstream.dev/problems/" + code + "\"",
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"JKJaXmPLvHcESHA=\"")
                .doesNotContain("Exception", "dynamodb", "orderstream-events");
    }
}
