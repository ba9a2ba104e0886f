package dev.orderstream.local.openapi;

import static dev.orderstream.http.ProblemType.ALREADY_RUNNING;
import static dev.orderstream.http.ProblemType.IDEMPOTENCY_KEY_REUSED;
import static dev.orderstream.http.ProblemType.INSUFFICIENT_INVENTORY;
import static dev.orderstream.http.ProblemType.INVALID_CURSOR;
import static dev.orderstream.http.ProblemType.INVALID_PARAMETER;
import static dev.orderstream.http.ProblemType.INVALID_TRANSITION;
import static dev.orderstream.http.ProblemType.MALFORMED_REQUEST;
import static dev.orderstream.http.ProblemType.NOT_ACCEPTABLE;
import static dev.orderstream.http.ProblemType.NOT_FOUND;
import static dev.orderstream.http.ProblemType.ORDER_NOT_FOUND;
import static dev.orderstream.http.ProblemType.PRECONDITION_FAILED;
import static dev.orderstream.http.ProblemType.TOO_LARGE;
import static dev.orderstream.http.ProblemType.UNKNOWN_FIELD;
import static dev.orderstream.http.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static dev.orderstream.http.ProblemType.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.ProblemType;
import dev.orderstream.local.Await;
import dev.orderstream.local.LocalDatabase;
import dev.orderstream.local.LocalSystem;
import dev.orderstream.local.Poison;
import dev.orderstream.local.RunSettings;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;

/** The running service and the description that it serves. */
class DescribedServiceTest {

    /** A product of which there are 100. */
    private static final String FEW = "sku-few";

    private static LocalSystem system;
    private static DynamoDbClient database;
    private static ApiDescription api;
    private static Story story;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(RunSettings.PLAIN);
        api = new ApiDescription(new Exchange(system.uri(), "GET", "/openapi").send().body());
        database = LocalDatabase.of(system);
        story = new Story(system.uri(), api, DescribedServiceTest::parkedStream);
    }

    private static String parkedStream() {
        String stream = "Order-" + UUID.randomUUID();
        Poison.append(database, stream, 1);
        Await.until(() -> get("/parked").send().body().contains(stream));
        return stream;
    }

    @AfterAll
    static void stop() {
        database.close();
        system.close();
    }

    @Test
    void the_description_tells_just_the_routes_that_the_functions_controllers_have() {
        Map<String, Object> properties =
                Map.of(
                        "aws.region",
                        "eu-central-1",
                        "auth.mode",
                        "none",
                        "cursor.keys",
                        CursorKeys.generate());
        Set<String> routes = new TreeSet<>();
        List<Function<Map<String, Object>, HttpApiFunction>> functions =
                List.of(
                        CommandFunction::new,
                        QueryFunction::new,
                        OperationsApiFunction::new,
                        ReferenceFunction::new);
        for (var start : functions) {
            try (HttpApiFunction function = start.apply(properties)) {
                function.context()
                        .getBean(Router.class)
                        .uriRoutes()
                        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                        .forEach(route ->
                                routes.add(
                                        route.getHttpMethod() + " " + route.getUriMatchTemplate()));
            }
        }

        assertThat(api.operations().stream().map(DescribedOperation::key))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @TestFactory
    Stream<DynamicTest> every_example_in_the_description_is_as_its_schema_says() {
        return api.operations().stream()
                .map(operation ->
                        dynamicTest(
                                operation.key(),
                                () -> {
                                    operation
                                            .bodies()
                                            .values()
                                            .forEach(example ->
                                                    assertThat(
                                                                    api.errors(
                                                                            operation.bodySchema(),
                                                                            example))
                                                            .as(example.toString())
                                                            .isEmpty());
                                    Stream.of("path", "query", "header")
                                            .flatMap(in -> operation.parameters(in).stream())
                                            .forEach(parameter ->
                                                    assertThat(
                                                                    api.errors(
                                                                            parameter.schema(),
                                                                            parameter.example()))
                                                            .as(parameter.name())
                                                            .isEmpty());
                                    operation
                                            .responses()
                                            .forEach(response ->
                                                    response.path("content")
                                                            .valueStream()
                                                            .forEach(
                                                                    DescribedServiceTest
                                                                            ::checkExamples));
                                }));
    }

    private static void checkExamples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        content.path("examples")
                .valueStream()
                .map(api::resolve)
                .forEach(example -> examples.add(example.get("value")));
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example ->
                        assertThat(api.errors(content.get("schema"), example))
                                .as(example.toString())
                                .isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> each_operation_answers_its_examples_as_described() {
        return api.operations().stream()
                .map(operation ->
                        dynamicTest(
                                operation.key(),
                                () -> {
                                    Set<Integer> seen = new HashSet<>();
                                    if (operation.hasBody()) {
                                        operation
                                                .bodies()
                                                .forEach((name, body) -> {
                                                    Exchange call =
                                                            story.call(operation, name).body(body);
                                                    seen.add(succeed(operation, call));
                                                    if (operation.successes().size() > 1) {
                                                        seen.add(succeed(operation, call));
                                                    }
                                                });
                                    } else {
                                        seen.add(succeed(operation, story.call(operation, "")));
                                    }
                                    assertThat(seen).containsAll(operation.successes());
                                }));
    }

    @TestFactory
    Stream<DynamicTest> each_parameter_s_example_is_taken() {
        return api.operations().stream()
                .flatMap(operation ->
                        Stream.of("query", "header")
                                .flatMap(in -> operation.parameters(in).stream())
                                .map(parameter ->
                                        dynamicTest(
                                                operation.key() + " " + parameter.name(),
                                                () ->
                                                        succeed(
                                                                operation,
                                                                story.with(
                                                                        prepared(
                                                                                operation,
                                                                                parameter),
                                                                        operation,
                                                                        parameter)))));
    }

    /** A call that succeeds, at version 1 of what it is for where the parameter names that. */
    private static Exchange prepared(
            DescribedOperation operation, DescribedOperation.Parameter parameter) {
        Map<String, JsonNode> bodies = operation.bodies();
        String name = bodies.containsKey("ship") ? "ship" : String.join("", first(bodies));
        Exchange call = story.call(operation, name);
        if (!bodies.isEmpty() && !parameter.in().equals("query")) {
            call.body(bodies.get(name));
        }
        if (parameter.name().equals("If-Match") && operation.successes().contains(201)) {
            succeed(operation, call);
        }
        return call;
    }

    private static List<String> first(Map<String, JsonNode> bodies) {
        return bodies.keySet().stream().limit(1).toList();
    }

    @TestFactory
    Stream<DynamicTest> a_caller_who_has_the_answer_is_not_sent_it_again() {
        return api.operations().stream()
                .filter(operation -> operation.answers(304))
                .map(operation ->
                        dynamicTest(
                                operation.key(),
                                () -> {
                                    Exchange call = story.call(operation, "");
                                    String tag =
                                            call.send().headers().firstValue("etag").orElseThrow();

                                    HttpResponse<String> again =
                                            call.header("If-None-Match", tag).send();

                                    assertThat(again.statusCode()).isEqualTo(304);
                                    DescribedAnswer.check(operation, again);
                                }));
    }

    @TestFactory
    Stream<DynamicTest> bodies_are_taken_up_to_their_described_bounds_and_refused_beyond() {
        return api.operations().stream()
                .filter(DescribedOperation::hasBody)
                .flatMap(operation ->
                        operation.bodies().entrySet().stream()
                                .flatMap(example ->
                                        BodyVariations.of(
                                                        api,
                                                        operation.bodySchema(),
                                                        example.getValue())
                                                .stream()
                                                .map(variation ->
                                                        dynamicTest(
                                                                operation.key()
                                                                        + " "
                                                                        + example.getKey()
                                                                        + variation,
                                                                () ->
                                                                        check(
                                                                                operation,
                                                                                example.getKey(),
                                                                                variation)))));
    }

    private static void check(
            DescribedOperation operation, String example, BodyVariations.Variation variation) {
        boolean fits = api.errors(operation.bodySchema(), variation.body()).isEmpty();
        assertThat(fits).as("as described").isEqualTo(variation.status() == 0);

        Exchange call = story.call(operation, example).body(variation.body());

        if (variation.status() == 0) {
            succeed(operation, call);
        } else {
            HttpResponse<String> refused = call.send();
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(variation.status());
            DescribedAnswer.check(operation, refused);
        }
    }

    @TestFactory
    Stream<DynamicTest> query_parameters_are_refused_beyond_their_described_bounds() {
        return api.operations().stream()
                .flatMap(operation ->
                        operation.parameters("query").stream()
                                .flatMap(parameter ->
                                        parameter
                                                .beyond()
                                                .map(value ->
                                                        dynamicTest(
                                                                "%s %s=%s"
                                                                        .formatted(
                                                                                operation.key(),
                                                                                parameter.name(),
                                                                                value),
                                                                () -> {
                                                                    Exchange call =
                                                                            story.with(
                                                                                    story.call(
                                                                                            operation,
                                                                                            ""),
                                                                                    operation,
                                                                                    parameter);

                                                                    HttpResponse<String> refused =
                                                                            call.query(
                                                                                            parameter
                                                                                                    .name(),
                                                                                            value)
                                                                                    .send();

                                                                    assertThat(refused.statusCode())
                                                                            .as(refused.body())
                                                                            .isIn(400, 422);
                                                                    DescribedAnswer.check(
                                                                            operation, refused);
                                                                }))));
    }

    @Test
    void problems_with_what_is_sent_are_as_described() {
        String here = "/orders/" + story.newOrder();
        String customer = "/customers/c-1";
        String name = "{\"name\": \"x\"}";
        String large = "{\"name\": \"" + "a".repeat(300_000) + "\"}";

        expect("getOrder", get(here).query("x", "1"), 400, INVALID_PARAMETER);
        expect("getOrder", get(here).header("Accept", "text/html"), 406, NOT_ACCEPTABLE);
        expect("getReferencePage", get("/docs").header("Accept", "a/b"), 406, NOT_ACCEPTABLE);
        expect("listOrders", get(customer + "/orders").query("cursor", "A"), 400, INVALID_CURSOR);
        expect("getOrderHistory", get(here + "/history").query("cursor", "A"), 400, INVALID_CURSOR);
        expect("cancelOrder", delete(here).body("{}"), 400, MALFORMED_REQUEST);
        expect("removeOrderItem", delete(here + "/items/1").body("{}"), 400, MALFORMED_REQUEST);
        expect("nameCustomer", put(customer, "{"), 400, MALFORMED_REQUEST);
        expect("nameCustomer", put(customer, "{\"x\": 1}"), 400, UNKNOWN_FIELD);
        expect("nameCustomer", put(customer, "{}"), 422, VALIDATION_FAILED);
        expect("nameCustomer", put(customer, large), 413, TOO_LARGE);
        expect(
                "nameCustomer",
                put(customer, name).header("Content-Type", "text/plain"),
                415,
                UNSUPPORTED_MEDIA_TYPE);
        expect(
                "createOrder",
                post("/orders", "{}").header("If-Match", "\"1\""),
                400,
                INVALID_PARAMETER);
    }

    @Test
    void problems_with_what_is_not_there_are_as_described() {
        String here = "/orders/" + story.newOrder();
        String nowhere = "/orders/" + UUID.randomUUID();
        String status = "{\"status\": \"cancelled\"}";
        String never = "/products/never/stock";

        expect("getOrder", get(nowhere), 404, ORDER_NOT_FOUND);
        expect("getOrderHistory", get(nowhere + "/history"), 404, ORDER_NOT_FOUND);
        expect("addOrderItem", post(nowhere + "/items", item(1)), 404, ORDER_NOT_FOUND);
        expect("removeOrderItem", delete(nowhere + "/items/1"), 404, ORDER_NOT_FOUND);
        expect("removeOrderItem", delete(here + "/items/9"), 404, NOT_FOUND);
        expect("changeOrderStatus", put(nowhere + "/status", status), 404, ORDER_NOT_FOUND);
        expect("cancelOrder", delete(nowhere), 404, ORDER_NOT_FOUND);
        expect("getCustomer", get("/customers/nobody"), 404, NOT_FOUND);
        expect("nameCustomer", put("/customers/a%20b", "{\"name\": \"x\"}"), 404, NOT_FOUND);
        expect("listOrders", get("/customers/a%20b/orders"), 404, NOT_FOUND);
        expect("getStock", get(never), 404, NOT_FOUND);
        expect("countStock", put("/products/a%20b/stock", "{\"available\": 1}"), 404, NOT_FOUND);
        expect("adjustStock", post(never + "/adjustments", "{\"delta\": 1}"), 404, NOT_FOUND);
        expect("getOperation", get("/operations/x"), 404, NOT_FOUND);
        expect("abortOperation", post("/operations/x/abort", ""), 404, NOT_FOUND);
        expect("replayParkedStream", post("/parked/x/replay", ""), 404, NOT_FOUND);
        expect(
                "discardParked",
                delete("/parked/x").query("version", "1").query("reason", "x"),
                404,
                NOT_FOUND);
    }

    @Test
    void problems_with_the_state_of_things_are_as_described() {
        String here = "/orders/" + story.newOrder();
        String status = here + "/status";
        story.done("countStock", "count", Map.of("product_id", FEW));

        expect("createOrder", post("/orders", order(101)), 409, INSUFFICIENT_INVENTORY);
        expect("addOrderItem", post(here + "/items", item(101)), 409, INSUFFICIENT_INVENTORY);
        expect(
                "adjustStock",
                post("/products/" + FEW + "/stock/adjustments", "{\"delta\": -101}"),
                409,
                INSUFFICIENT_INVENTORY);
        expect(
                "countStock",
                put("/products/" + FEW + "/stock", "{\"available\": 1}")
                        .header("If-Match", "\"999\""),
                412,
                PRECONDITION_FAILED);
        String cancelled = "{\"status\": \"cancelled\"}";
        put(status, cancelled).header("Idempotency-Key", "k").send();
        expect(
                "changeOrderStatus",
                put(status, "{\"status\": \"shipped\"}").header("Idempotency-Key", "k"),
                422,
                IDEMPOTENCY_KEY_REUSED);
        expect(
                "changeOrderStatus",
                put(status, "{\"status\": \"shipped\"}"),
                409,
                INVALID_TRANSITION);
        expect("addOrderItem", post(here + "/items", item(1)), 409, INVALID_TRANSITION);
        expect("removeOrderItem", delete(here + "/items/1"), 409, INVALID_TRANSITION);
        expect("cancelOrder", delete(here).query("reason", "other"), 409, INVALID_TRANSITION);
    }

    @Test
    void problems_with_what_operators_ask_for_are_as_described() {
        String rebuilds = "/projections/rebuilds";
        succeed(api.operation("startRebuild"), story.call(api.operation("startRebuild"), ""));
        HttpResponse<String> second = post(rebuilds, "{}").send();
        // Else the first one has ended just then.
        if (second.statusCode() != 202) {
            DescribedAnswer.check(api.operation("startRebuild"), second);
            assertThat(second.body()).contains(ALREADY_RUNNING.code());
        }
        expect("startRebuild", post(rebuilds, "{\"x\": 1}"), 400, UNKNOWN_FIELD);
        expect("startRebuild", post(rebuilds, "[]"), 400, MALFORMED_REQUEST);
        expect(
                "discardParked",
                delete("/parked/" + parkedStream()).query("version", "2").query("reason", "x"),
                409,
                INVALID_TRANSITION);
    }

    @Test
    void another_method_of_a_path_is_the_described_problem() {
        HttpResponse<String> refused = new Exchange(system.uri(), "PATCH", "/orders").send();

        assertThat(refused.statusCode()).isEqualTo(405);
        JsonNode described = api.operation("createOrder").node().at("/responses/default");
        DescribedAnswer.check(api, api.resolve(described), refused);
    }

    @Test
    void an_answer_that_came_too_late_is_as_described() {
        DescribedOperation operation = api.operation("getOrder");
        String order = story.newOrder();

        HttpResponse<String> old = get("/orders/" + order).query("expected_version", "1").send();
        HttpResponse<String> stale =
                get("/orders/" + order)
                        .query("expected_version", "2")
                        .query("timeout", "0.05")
                        .send();
        HttpResponse<String> none =
                get("/orders/" + UUID.randomUUID())
                        .query("expected_version", "1")
                        .query("timeout", "0.05")
                        .send();

        assertThat(old.body()).doesNotContain("_warning");
        assertThat(stale.body()).contains("_warning");
        assertThat(none.body()).contains("_warning");
        DescribedAnswer.check(operation, none);
        assertThat(
                        api.errors(
                                operation
                                        .response(200)
                                        .orElseThrow()
                                        .at("/content/application~1json/schema"),
                                ApiDescription.MAPPER.readTree(stale.body())))
                .isEmpty();
    }

    private static int succeed(DescribedOperation operation, Exchange call) {
        HttpResponse<String> answer = call.send();
        assertThat(answer.statusCode())
                .as("%s: %s", call, answer.body())
                .isIn(operation.successes());
        DescribedAnswer.check(operation, answer);
        return answer.statusCode();
    }

    private static void expect(String operationId, Exchange call, int status, ProblemType problem) {
        HttpResponse<String> answer = call.send();
        assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(status);
        DescribedAnswer.check(api.operation(operationId), answer);
        assertThat(ApiDescription.MAPPER.readTree(answer.body()).get("code").asString())
                .isEqualTo(problem.code());
    }

    private static String item(int quantity) {
        return "{\"product_id\": \"%s\", \"quantity\": %d, \"unit_price\": 1}"
                .formatted(FEW, quantity);
    }

    private static String order(int quantity) {
        return """
        {"customer_id": "c-1", "items": [%s],
         "shipping_address": {"line1": "1 Main Street", "city": "Berlin", "country": "DE"}}\
        """
                .formatted(item(quantity));
    }

    private static Exchange get(String path) {
        return new Exchange(system.uri(), "GET", path);
    }

    private static Exchange put(String path, String body) {
        return new Exchange(system.uri(), "PUT", path).body(body);
    }

    private static Exchange post(String path, String body) {
        return new Exchange(system.uri(), "POST", path).body(body);
    }

    private static Exchange delete(String path) {
        return new Exchange(system.uri(), "DELETE", path);
    }
}
