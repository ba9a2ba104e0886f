package dev.orderstream.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.http.HttpApiFunction;
import dev.orderstream.http.ProblemType;
import dev.orderstream.local.LocalSystem;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.query.QueryFunction;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tools.jackson.databind.JsonNode;

/** The running service and the description that it serves. */
class DescribedServiceTest {

    private static LocalSystem system;
    private static ApiDescription api;
    private static Story story;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(0, 0, Optional.empty());
        api = new ApiDescription(new Exchange(system.uri(), "GET", "/openapi").send().body());
        story = new Story(system.uri(), api);
    }

    @AfterAll
    static void stop() {
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
                List.of(CommandFunction::new, QueryFunction::new, OperationsApiFunction::new);
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
                                        beyond(parameter.schema())
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

    private static Stream<String> beyond(JsonNode schema) {
        List<String> values = new ArrayList<>();
        if (schema.has("minimum")) {
            values.add(
                    schema.get("minimum").decimalValue().subtract(BigDecimal.ONE).toPlainString());
        }
        if (schema.has("maximum")) {
            values.add(schema.get("maximum").decimalValue().add(BigDecimal.ONE).toPlainString());
        }
        if (schema.has("enum") || schema.has("pattern")) {
            values.add(schema.has("enum") ? "nonsense" : " ");
        }
        if (schema.has("maxLength")) {
            values.add("a".repeat(schema.get("maxLength").asInt() + 1));
        }
        return values.stream();
    }

    @Test
    void problems_are_as_described() {
        Set<ProblemType> met = EnumSet.noneOf(ProblemType.class);
        String order = story.newOrder();
        String here = "/orders/" + order;
        String large = "{\"name\": \"" + "a".repeat(300_000) + "\"}";

        met.add(problem("getOrder", get("/orders/" + UUID.randomUUID()), 404));
        met.add(problem("getOrder", get(here).query("x", "1"), 400));
        met.add(problem("getOrder", get(here).header("Accept", "text/html"), 406));
        met.add(problem("getCustomer", get("/customers/nobody"), 404));
        met.add(problem("getStock", get("/products/never/stock"), 404));
        met.add(problem("listOrders", get("/customers/c-1/orders").query("cursor", "AQ"), 400));
        met.add(problem("getReferencePage", get("/docs").header("Accept", "image/png"), 406));
        met.add(problem("nameCustomer", put("/customers/c-1", "{"), 400));
        met.add(problem("nameCustomer", put("/customers/c-1", "{\"x\": 1}"), 400));
        met.add(problem("nameCustomer", put("/customers/c-1", "{}"), 422));
        met.add(problem("nameCustomer", put("/customers/c-1", large), 413));
        met.add(
                problem(
                        "nameCustomer",
                        put("/customers/c-1", "name=x").header("Content-Type", "text/plain"),
                        415));
        met.add(
                problem(
                        "nameCustomer",
                        put("/customers/c-1", "{\"name\": \"x\"}").header("If-Match", "\"999\""),
                        412));
        String status = here + "/status";
        met.add(problem("changeOrderStatus", put(status, "{\"status\": \"delivered\"}"), 409));
        story.done("countStock", "count", Map.of("product_id", "sku-few"));
        met.add(
                problem(
                        "addOrderItem",
                        post(
                                here + "/items",
                                "{\"product_id\": \"sku-few\", \"quantity\": 101, \"unit_price\": 1}"),
                        409));
        met.add(
                problem(
                        "adjustStock",
                        post("/products/sku-few/stock/adjustments", "{\"delta\": -101}"),
                        409));
        met.add(problem("removeOrderItem", delete(here + "/items/9"), 404));
        met.add(problem("cancelOrder", delete(here).body("{}"), 400));
        put(status, "{\"status\": \"cancelled\"}").header("Idempotency-Key", "k").send();
        met.add(
                problem(
                        "changeOrderStatus",
                        put(status, "{\"status\": \"shipped\"}").header("Idempotency-Key", "k"),
                        422));

        assertThat(met)
                .containsExactlyInAnyOrder(
                        ProblemType.MALFORMED_REQUEST,
                        ProblemType.UNKNOWN_FIELD,
                        ProblemType.INVALID_PARAMETER,
                        ProblemType.INVALID_CURSOR,
                        ProblemType.NOT_FOUND,
                        ProblemType.ORDER_NOT_FOUND,
                        ProblemType.NOT_ACCEPTABLE,
                        ProblemType.INVALID_TRANSITION,
                        ProblemType.INSUFFICIENT_INVENTORY,
                        ProblemType.PRECONDITION_FAILED,
                        ProblemType.TOO_LARGE,
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        ProblemType.VALIDATION_FAILED,
                        ProblemType.IDEMPOTENCY_KEY_REUSED);
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

    private static ProblemType problem(String operationId, Exchange call, int status) {
        HttpResponse<String> answer = call.send();
        assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(status);
        DescribedAnswer.check(api.operation(operationId), answer);
        String code = ApiDescription.MAPPER.readTree(answer.body()).get("code").asString();
        return Stream.of(ProblemType.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow();
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
