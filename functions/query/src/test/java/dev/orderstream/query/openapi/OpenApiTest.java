package dev.orderstream.query.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderstream.http.ProblemType;
import dev.orderstream.http.Route;
import dev.orderstream.http.Routes;
import dev.orderstream.http.Scope;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    /** Two of the same name in one object are one too many. */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final JsonNode DOCUMENT = parse(OpenApi.document());

    @Test
    void every_route_of_the_table_has_its_operation_and_there_is_no_other() {
        assertThat(operations(parse(OpenApi.document())).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Routes.TABLE.routes().stream().map(Route::key).toList());
    }

    @Test
    void every_route_of_the_service_is_described_and_nothing_else_is() {
        assertThat(OpenApi.DESCRIBED.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Routes.TABLE.routes().stream().map(Route::key).toList());
    }

    @Test
    void a_route_that_a_module_adds_is_listed_with_what_its_route_says() {
        Route added =
                new Route("PUT", "/gift-cards/{gift_card_id}", Route.Target.COMMAND, Scope.ADMIN);

        JsonNode operation =
                operations(parse(OpenApi.of(List.of(Routes.TABLE.routes().getFirst(), added))))
                        .get("PUT /gift-cards/{gift_card_id}");

        assertThat(operation.at("/operationId").asText()).isEqualTo("putGiftCardsGiftCardId");
        assertThat(operation.at("/security/0/token/0").asText()).isEqualTo("orders:admin");
        assertThat(operation.at("/parameters/0/$ref").asText()).endsWith("/gift_card_id");
        assertThat(operation.at("/tags/0").asText()).isEqualTo("Modules");
        assertThat(operation.at("/requestBody").isMissingNode()).isFalse();
    }

    @Test
    void each_operation_needs_the_scope_of_its_route_and_no_other() {
        Map<String, JsonNode> operations = operations(DOCUMENT);

        assertThat(Routes.TABLE.routes())
                .allSatisfy(route ->
                        assertThat(operations.get(route.key()).get("security").toString())
                                .isEqualTo(
                                        route.scope() == Scope.NONE
                                                ? "[]"
                                                : "[{\"token\":[\"%s\"]}]"
                                                        .formatted(route.scope().word())));
        assertThat(DOCUMENT.at("/components/securitySchemes/token/type").asText())
                .isEqualTo("http");
    }

    @Test
    void a_parser_of_openapi_takes_it_without_a_word() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(DOCUMENT.toString(), List.of(), options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1.");
    }

    @Test
    void every_object_says_which_members_it_has_and_takes_no_other() {
        List<String> open = new ArrayList<>();
        walk(
                DOCUMENT,
                "",
                (path, node) -> {
                    boolean isObject = node.path("type").toString().contains("\"object\"");
                    boolean isClosed = node.path("additionalProperties").toString().equals("false");
                    if (isObject && !isClosed) {
                        open.add(path);
                    }
                });

        // It is described by the standard.
        assertThat(open).containsExactly("/components/schemas/OpenApiDocument");
    }

    @Test
    void every_kind_of_problem_has_an_example_of_itself() {
        JsonNode examples = DOCUMENT.at("/components/examples");

        assertThat(ProblemType.values())
                .allSatisfy(type -> {
                    JsonNode example = examples.path(type.code()).path("value");
                    assertThat(example.path("code").asText()).isEqualTo(type.code());
                    assertThat(example.path("type").asText()).isEqualTo(type.uri());
                    assertThat(example.path("status").asInt()).isEqualTo(type.status());
                });
    }

    @Test
    void every_answer_and_every_request_has_an_example_and_every_problem_those_of_its_status() {
        assertThat(operations(DOCUMENT))
                .allSatisfy((key, operation) -> {
                    if (operation.has("requestBody")) {
                        assertThat(operation.at("/requestBody/content/application~1json/examples"))
                                .isNotEmpty();
                    }
                    operation
                            .get("responses")
                            .properties()
                            .forEach(response -> {
                                JsonNode resolved = resolve(response.getValue());
                                if (!response.getKey().equals("304")) {
                                    assertThat(resolved.get("content")).isNotEmpty();
                                }
                                resolved.path("content")
                                        .properties()
                                        .forEach(content -> {
                                            assertThat(
                                                            content.getValue().has("example")
                                                                    || content.getValue()
                                                                            .has("examples"))
                                                    .isTrue();
                                            content.getValue()
                                                    .path("examples")
                                                    .properties()
                                                    .forEach(example ->
                                                            assertThat(
                                                                            resolve(
                                                                                            example
                                                                                                    .getValue())
                                                                                    .at(
                                                                                            "/value/status")
                                                                                    .asText())
                                                                    .isEqualTo(
                                                                            response.getKey()
                                                                                            .equals(
                                                                                                    "default")
                                                                                    ? "405"
                                                                                    : response
                                                                                            .getKey()));
                                        });
                            });
                });
    }

    @Test
    void every_kind_of_problem_is_one_of_some_operation() {
        String paths = DOCUMENT.get("paths").toString();
        String responses = DOCUMENT.at("/components/responses").toString();

        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::code))
                .allSatisfy(code ->
                        assertThat(paths + responses)
                                .contains("#/components/examples/" + code + "\""));
    }

    @Test
    void every_operation_may_be_throttled_and_says_when_to_come_again() {
        assertThat(operations(DOCUMENT))
                .allSatisfy((key, operation) -> {
                    JsonNode answer = resolve(operation.at("/responses/429"));
                    assertThat(answer.path("headers").has("Retry-After")).isTrue();
                    assertThat(answer.toString()).contains("#/components/examples/throttled\"");
                });
    }

    @Test
    void the_old_name_of_the_unit_price_is_deprecated() {
        assertThat(
                        DOCUMENT.at("/components/schemas/NewItem/properties/price/deprecated")
                                .asBoolean())
                .isTrue();
        assertThat(DOCUMENT.at("/components/parameters/price/schema/deprecated").asBoolean())
                .isTrue();
        assertThat(
                        DOCUMENT.at("/components/schemas/NewItem/properties/unit_price")
                                .has("deprecated"))
                .isFalse();
    }

    @Test
    void nothing_that_is_named_is_without_use() {
        String all = DOCUMENT.toString();

        DOCUMENT.get("components")
                .properties()
                .forEach(kind -> {
                    if (!kind.getKey().equals("securitySchemes")) {
                        assertThat(kind.getValue().properties().stream().map(Map.Entry::getKey))
                                .allSatisfy(name ->
                                        assertThat(all)
                                                .contains(
                                                        "\"#/components/%s/%s\""
                                                                .formatted(kind.getKey(), name)));
                    }
                });
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the keys of their routes. */
    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        operations.put(
                                                operation.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey(),
                                                operation.getValue())));
        return operations;
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(path, node);
            node.properties()
                    .forEach(member ->
                            walk(member.getValue(), path + "/" + member.getKey(), visitor));
        } else {
            node.forEach(item -> walk(item, path + "/-", visitor));
        }
    }
}
