package dev.orderstream.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.testing.LogLines;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    @BeforeEach
    void forgetRequests() {
        tables.takeOperations();
    }

    @Test
    void a_create_is_answered_when_its_events_are_stored_by_one_write() {
        Answer answer = send(Call.create());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("etag", "\"1\"")
                .containsEntry("content-type", "application/json")
                .containsEntry("location", "/orders/" + answer.orderId())
                .containsKey("x-correlation-id");
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"status":"pending","order_id":"%1$s","stream_id":"Order-%1$s","version":1}\
                        """
                                .formatted(answer.orderId()));
        assertThat(tables.takeOperations())
                .as("the name and two products' stock, then the order")
                .containsExactly("Query", "Query", "Query", "PutItem");
        assertThat(stored.commits(answer.orderId()))
                .singleElement()
                .satisfies(commit ->
                        assertThat(StoredOrders.types(commit))
                                .containsExactly(
                                        "OrderCreated", "OrderItemAdded", "OrderItemAdded"));
    }

    @Test
    void a_create_leaves_one_line_in_the_log_with_the_order_that_it_made() {
        try (LogLines log = new LogLines()) {
            String id = send(Call.create().header("x-correlation-id", "cart-7")).orderId();

            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .contains(
                            "\"order_id\":\"" + id + "\"",
                            "\"correlation_id\":\"cart-7\"",
                            "\"request_id\":\"",
                            "\"status\":201")
                    .doesNotContain("Ada", "Main Street");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "add-item,OrderItemAdded,item_added,2",
        "add-item-by-query,OrderItemAdded,item_added,2",
        "remove-item,OrderItemRemoved,item_removed,1",
        "ship-order,OrderShipped,shipped,1",
        "cancel-order,OrderCancelled,cancelled,1"
    })
    void a_change_is_one_query_and_one_put_and_an_addition_reads_its_stock_too(
            String sample, String event, String status, int queries) {
        String id = created();
        tables.takeOperations();

        Answer answer = send(Call.of(sample, id));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"" + status + "\"", "\"version\":2");
        assertThat(answer.headers()).containsEntry("etag", "\"2\"");
        assertThat(tables.takeOperations())
                .hasSize(queries + 1)
                .endsWith("PutItem")
                .filteredOn("Query"::equals)
                .hasSize(queries);
        assertThat(StoredOrders.types(stored.commits(id).getLast())).containsExactly(event);
    }

    @Test
    void what_follows_a_comma_in_a_query_parameter_is_kept() {
        String id = created();

        send(Call.cancel(id));

        assertThat(stored.commits(id).getLast().events().getFirst().data().text("reason"))
                .isEqualTo("too late, sorry");
    }

    @Test
    void the_status_that_the_order_has_already_is_answered_without_an_event() {
        String id = created();
        send(Call.ship(id));

        Answer again = send(Call.ship(id));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("\"status\":\"shipped\"", "\"version\":2");
        assertThat(stored.commits(id)).hasSize(2);
    }

    @Test
    void what_the_state_forbids_is_a_conflict_that_names_the_state() {
        String id = created();
        send(Call.ship(id));

        Answer answer = send(Call.cancel(id));

        answer.isProblem(409, "invalid-transition");
        assertThat(answer.body())
                .contains("\"current_status\":\"shipped\"", "\"current_version\":2");
    }

    @Test
    void an_order_that_is_not_there_is_not_found() {
        send(Call.ship(Samples.ORDER_ID)).isProblem(404, "order-not-found");
        send(Call.ship("no-uuid")).isProblem(404, "order-not-found");
    }

    @Test
    void an_empty_order_is_refused_with_a_pointer_before_anything_is_asked_of_dynamodb() {
        Answer answer = send(Call.of("create-order-without-items", Samples.ORDER_ID));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.body()).contains("\"pointer\":\"/items\"");
        assertThat(tables.takeOperations()).isEmpty();
    }

    @Test
    void a_duplicate_member_is_malformed() {
        send(Call.of("create-order-with-duplicate-member", Samples.ORDER_ID))
                .isProblem(400, "malformed-request");
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
        create(body).isProblem(400, "malformed-request");
    }

    @Test
    void a_body_that_is_not_utf_8_or_nested_too_deeply_is_malformed() {
        String noUtf8 = Base64.getEncoder().encodeToString(new byte[] {'{', (byte) 0xFF, '}'});
        Call binary = Call.create().body(noUtf8).with(event -> event.setIsBase64Encoded(true));
        send(binary).isProblem(400, "malformed-request");

        create("{\"items\":" + "[".repeat(32) + "]".repeat(32) + "}")
                .isProblem(400, "malformed-request");
    }

    @Test
    void a_list_of_far_too_many_items_is_refused_by_a_short_answer() {
        Answer answer = create("{\"items\": [" + "{},".repeat(80_000) + "{}]}");

        answer.isProblem(422, "validation-failed");
        assertThat(answer.body()).hasSizeLessThan(2_000);
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
        send(Call.create().header("content-type", contentType))
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application/JSON",
                "application/json;charset=\"UTF-8\"; x=y",
                "application/json; x=y"
            })
    void json_is_taken_however_it_is_called(String contentType) {
        assertThat(send(Call.create().header("content-type", contentType)).status()).isEqualTo(201);
    }

    @Test
    void a_compressed_body_is_refused() {
        send(Call.create().header("content-encoding", "gzip"))
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void an_unknown_member_and_one_of_another_type_are_pointed_to() {
        Answer unknown = create("{\"customer/id~\": \"c-1\"}");
        unknown.isProblem(400, "unknown-field");
        assertThat(unknown.pointers()).containsExactly("/customer~1id~0");

        Answer type = create("{\"items\": [{\"product_id\": 1}]}");
        type.isProblem(400, "malformed-request");
        assertThat(type.pointers()).containsExactly("/items/0/product_id");
    }

    @Test
    void an_unknown_parameter_is_named() {
        assertThat(send(Call.create().query("customer=c-1")).body())
                .contains("\"code\":\"invalid-parameter\"", "\"parameter\":\"customer\"");
    }

    @Test
    void every_value_out_of_bounds_is_pointed_to_at_once() {
        Answer answer =
                create(
                        """
                        {"customer_id": "c#1", "currency": "JPY",
                         "items": [{"product_id": "p", "quantity": 1.5, "unit_price": 1.5},
                                   {"product_id": "p", "quantity": 0, "price": "-1"}],
                         "shipping_address": {"line1": "\\u202e", "city": " ", "country": "XX"}}\
                        """);

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers())
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XYZ", "eur", "EURO", "", "BGN", "HRK", "ANG", "ZWL", "CUC", "SLL", "DEM", "XXX",
                "XTS", "XAU", "XDR"
            })
    void an_unknown_currency_is_one_error_and_judges_no_price(String code) {
        Answer answer = create(order(code, "1.2345", "0.999", "\"7.001\"", "1"));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/currency");
        assertThat(answer.body())
                .contains(
                        "\"code\":\"unknown-currency\"",
                        "expected an ISO 4217 currency code that is in use, such as EUR");
    }

    @Test
    void a_price_is_judged_by_the_currency_that_is_sent_or_by_the_default() {
        for (String code : List.of("KWD", "IQD", "CLF", "UYW")) {
            assertThat(create(order(code, "1.234")).status()).as(code).isEqualTo(201);
        }
        for (String code : List.of("XCG", "ZWG", "VED", "XAD", "CHE", "MXV", "USN", "SLE")) {
            assertThat(create(order(code, "1.23")).status()).as(code).isEqualTo(201);
            assertThat(create(order(code, "1.234")).pointers())
                    .containsExactly("/items/0/unit_price");
        }
        for (String currency : List.of("JPY", "UYI")) {
            assertThat(create(order(currency, "1.0", "2.5")).pointers())
                    .containsExactly("/items/1/unit_price");
        }
        assertThat(create(order("EUR", "1").replace("\"currency\": \"EUR\", ", "")).status())
                .isEqualTo(201);
        assertThat(create(order("EUR", "1.234").replace("\"currency\": \"EUR\", ", "")).pointers())
                .containsExactly("/items/0/unit_price");
    }

    private static String order(String currency, String... prices) {
        return """
        {"customer_id": "c-1", "currency": "%s", "items": [%s],
         "shipping_address": {"line1": "1", "city": "Ulm", "country": "DE"}}\
        """
                .formatted(
                        currency,
                        Arrays.stream(prices)
                                .map(
                                        "{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": %s}"
                                                ::formatted)
                                .collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"euro", "BGN", "XXX", ""})
    void a_default_currency_that_is_not_in_use_stops_the_function_at_its_start(String code) {
        Map<String, Object> properties = tables.properties("none");
        properties.put("default.currency", code);

        assertThatThrownBy(() -> new CommandFunction(properties))
                .hasStackTraceContaining(
                        "DEFAULT_CURRENCY: expected an ISO 4217 currency code that is in use");
    }

    @Test
    void what_is_wrong_with_a_body_is_told_with_its_place() {
        assertThat(create("{\"customer_id\": \"c-1\",\n \"items\": [}").body())
                .contains("\"detail\":\"Line 2, column 12: expected a value");
        Answer twice = create("{\"items\": [{\"price\": 1, \"price\": 1}]}");
        assertThat(twice.body()).contains("duplicate member /items/0/price");
        assertThat(twice.pointers()).containsExactly("/items/0/price");
        assertThat(create("\uFEFF" + order("EUR", "1")).status()).isEqualTo(201);
        Answer unknown = create("{\"" + "x".repeat(100_000) + "\": 1}");
        unknown.isProblem(400, "unknown-field");
        assertThat(unknown.body()).hasSizeLessThan(1_000);
    }

    @Test
    void a_price_may_be_a_text_and_a_quantity_may_have_zeros_behind_the_point() {
        String id = created();
        send(Call.addItem(id)
                        .body("{\"product_id\": \"p\", \"quantity\": 2.0, \"price\": \"19.990\"}"))
                .isFirst(200);

        var data = stored.commits(id).getLast().events().getFirst().data();
        assertThat(data.integer("quantity")).isEqualTo(2);
        assertThat(data.decimal("unit_price")).isEqualByComparingTo("19.99");
    }

    @Test
    void a_price_finer_than_the_orders_currency_is_refused_when_an_item_is_added() {
        String id = created();

        Answer answer =
                send(
                        Call.addItem(id)
                                .body(
                                        "{\"product_id\": \"p\", \"quantity\": 1, \"unit_price\": 1.234}"));

        answer.isProblem(422, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/unit_price");
        assertThat(stored.commits(id)).hasSize(1);
    }

    @Test
    void numbers_with_huge_exponents_are_refused_without_being_written_out() {
        String id = created();
        for (String number : List.of("1e-999999999", "1e999999999", "-1e999999999")) {
            send(Call.addItem(id)
                            .body(
                                    "{\"product_id\": \"p\", \"quantity\": %1$s, \"unit_price\": %1$s}"
                                            .formatted(number)))
                    .isProblem(422, "validation-failed");
        }
    }

    @Test
    void an_item_comes_by_body_or_by_query_but_not_by_both() {
        Call both = Call.addItem(created()).query("product_id=sku-3&quantity=3&unit_price=0.10");

        send(both).isProblem(400, "invalid-parameter");
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
            send(Call.ship(created()).body(body)).isProblem(422, "validation-failed");
        }
    }

    @Test
    void a_body_of_another_media_type_or_of_more_than_256_kb_is_refused() {
        send(Call.create().header("content-type", "text/plain"))
                .isProblem(415, "unsupported-media-type");

        create("{\"a\": \"" + "x".repeat(256 * 1024) + "\"}").isProblem(413, "too-large");
    }

    @Test
    void a_call_without_claims_is_refused_and_one_without_the_scope_forbidden() {
        send(Call.of("create-order-without-claims", Samples.ORDER_ID))
                .isProblem(401, "unauthenticated");
        send(Call.create().scope("orders:read")).isProblem(403, "forbidden");
        send(Call.ship(created()).scope("orders:write")).isProblem(403, "forbidden");
        assertThat(tables.takeOperations()).filteredOn("PutItem"::equals).hasSize(1);
    }

    @Test
    void the_version_that_the_caller_has_seen_is_compared() {
        String id = created();
        send(Call.ship(id).ifMatch("\"2\"")).isProblem(412, "precondition-failed");
        send(Call.ship(id).ifMatch("\"1-ab12\"")).isFirst(200);
        send(Call.ship(Samples.ORDER_ID).ifMatch("\"1\"")).isProblem(412, "precondition-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "*", "\"1\", \"2\"", ""})
    void an_if_match_that_is_not_one_strong_tag_is_refused(String tag) {
        send(Call.ship(Samples.ORDER_ID).ifMatch(tag)).isProblem(400, "invalid-parameter");
    }

    @Test
    void nothing_can_match_where_an_order_is_created() {
        send(Call.create().ifMatch("\"1\"")).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "ü", ""})
    void a_key_that_is_not_visible_ascii_is_refused(String key) {
        send(Call.create().key(key)).isProblem(400, "invalid-parameter");
    }

    @Test
    void a_key_is_stored_as_a_digest_and_the_same_wish_has_the_same_hash() {
        String key = "my-secret-key";
        Call create = Call.create().key(key);
        String id = send(create).orderId();
        String body =
                Call.create()
                        .event()
                        .getBody()
                        .replace("\"12.60\"", "12.600")
                        .replace("1000.0", "1e3")
                        .replace("\"unit_price\"", "\"price\"")
                        .replace("{\"customer_id\"", "{\"currency\": null, \"customer_id\"");
        Call respelled = Call.create().key(key + "-2").body(body);
        String other = send(respelled).orderId();

        Commit.Origin first = stored.commits(id).getFirst().origin();
        Commit.Origin second = stored.commits(other).getFirst().origin();
        assertThat(first.commandId()).isNotEqualTo(second.commandId());
        assertThat(first.commandHash()).isEqualTo(second.commandHash());
        assertThat(tables.client().scan(s -> s.tableName("orderstream-events")).toString())
                .doesNotContain(key);
    }

    @Test
    void a_commit_tells_who_sent_what_and_why() {
        Call create =
                Call.create()
                        .user("user-7")
                        .header("x-correlation-id", "case-7")
                        .with(event -> event.getRequestContext().setRequestId("request-7"));
        Answer plain = send(create);
        Answer keyed = send(create.key("key-7"));

        assertThat(item(plain)).doesNotContainKey("keyed");
        assertThat(item(keyed)).containsEntry("keyed", AttributeValue.fromBool(true));
        for (Answer answer : List.of(plain, keyed)) {
            assertThat(item(answer))
                    .containsEntry("user_id", AttributeValue.fromS("user-7"))
                    .containsEntry("correlation_id", AttributeValue.fromS("case-7"))
                    .containsEntry("causation_id", AttributeValue.fromS("request-7"))
                    .containsEntry("owner", AttributeValue.fromS("c-1"));
            assertThat(item(answer).get("command_id").s()).matches("[0-9a-f]{32}");
        }
        assertThat(item(plain).get("command_id")).isNotEqualTo(item(keyed).get("command_id"));
        assertThat(item(plain).get("command_hash").s())
                .as("of what was asked for, whoever asks when and under which name")
                .isEqualTo(item(keyed).get("command_hash").s())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void a_commit_tells_whether_its_sender_owns_the_order_or_is_an_operator() {
        Answer own = send(Call.create().customer("c-1").scope("orders:write"));
        Answer operators = send(Call.create());

        assertThat(item(own)).containsEntry("by_owner", AttributeValue.fromBool(true));
        assertThat(item(operators)).doesNotContainKey("by_owner");
    }

    private static Map<String, AttributeValue> item(Answer answer) {
        return stored.items().stream()
                .filter(item -> item.get("stream_id").s().equals("Order-" + answer.orderId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_correlation_id_is_stored_and_echoed() {
        Answer answer = send(Call.create().header("x-correlation-id", "case-7"));

        assertThat(answer.headers()).containsEntry("x-correlation-id", "case-7");
        assertThat(stored.commits(answer.orderId()).getFirst().origin().correlationId())
                .isEqualTo("case-7");
        send(Call.create().header("x-correlation-id", "a b")).isProblem(400, "invalid-parameter");
    }

    @Test
    void an_event_without_a_request_context_is_a_problem_as_well() {
        Call bare = Call.create().with(event -> event.setRequestContext(null));

        assertThat(send(bare).headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void an_unknown_member_is_not_made_known_by_being_null() {
        create("{\"bogus\": null}").isProblem(400, "unknown-field");
    }

    private static Answer send(Call call) {
        return Answer.of(function, call);
    }

    private static Answer create(String body) {
        return send(Call.create().body(body));
    }

    private static String created() {
        return send(Call.create()).orderId();
    }
}
