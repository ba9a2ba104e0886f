package dev.orderstream.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.Route;
import dev.orderstream.http.RouteTable;
import dev.orderstream.http.Routes;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.lambda.FunctionFailedException;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages that are deployed, under the runtime interface client that starts them on AWS. */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the runtime interface client is for Linux alone, as Lambda is")
class PackagesTest {

    @TempDir private static Path folder;

    private static PackagedSystem system;

    @BeforeAll
    static void start() throws IOException {
        system = PackagedSystem.start(folder);
    }

    @AfterAll
    static void close() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void an_order_goes_from_POST_to_GET_through_the_packages() {
        JsonNode created = Json.read(system.command().invoke(Samples.text("api/create-order")));

        assertThat(created.required("statusCode").intValue()).as(created.toString()).isEqualTo(201);
        String orderId = Json.read(created.required("body").textValue()).get("order_id").asText();

        JsonNode read =
                Json.read(
                        system.query()
                                .invoke(
                                        Samples.text("api/get-order")
                                                .replace(Samples.ORDER_ID, orderId)));

        assertThat(read.required("statusCode").intValue()).as(read.toString()).isEqualTo(200);
        JsonNode order = Json.read(read.required("body").textValue());
        assertThat(order.required("order_id").textValue()).isEqualTo(orderId);
        assertThat(order.required("version").intValue()).isEqualTo(1);
        assertThat(order.has("_warning")).isFalse();
    }

    @Test
    void a_tick_is_done_and_the_projections_are_listed() {
        assertThat(system.operations().invoke("{\"operation\": \"tick\"}")).isEqualTo("\"done\"");

        JsonNode listed =
                Json.read(system.operationsApi().invoke(Samples.text("api/list-projections")));

        assertThat(listed.required("statusCode").intValue()).as(listed.toString()).isEqualTo(200);
        assertThat(Json.read(listed.required("body").textValue()).required("items")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("apiSamples")
    void every_sample_of_a_call_is_answered_by_the_package_of_its_route(String name) {
        JsonNode event = Json.read(Samples.text("api/" + name));

        JsonNode answer = Json.read(function(event).invoke(event.toString()));

        assertThat(answer.required("statusCode").intValue())
                .as(answer.toString())
                .isBetween(200, 499);
    }

    /** Nothing, nothing known, payload format 1.0, and an Application Load Balancer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"version\": \"1.0\", \"path\": \"/health\", \"httpMethod\": \"GET\","
                        + " \"requestContext\": {\"httpMethod\": \"GET\"}}",
                "{\"requestContext\": {\"elb\": {}}, \"path\": \"/health\","
                        + " \"httpMethod\": \"GET\", \"headers\": {}}"
            })
    void an_event_that_is_no_request_of_an_HTTP_API_is_refused_by_each_package(String event) {
        for (LambdaProcess function :
                List.of(system.command(), system.query(), system.operationsApi())) {
            JsonNode answer = Json.read(function.invoke(event));

            assertThat(answer.required("statusCode").intValue())
                    .as(answer.toString())
                    .isEqualTo(400);
            assertThat(answer.required("body").textValue()).contains("payload format 2.0");
        }
    }

    static List<String> apiSamples() {
        return Samples.names("api");
    }

    /** As the HTTP API sends it on: by its route, or by the default route. */
    private static LambdaProcess function(JsonNode event) {
        String key = event.required("routeKey").textValue().replace(Routes.PREFIX, "");
        int space = key.indexOf(' ');
        RouteTable.Match match =
                space < 0
                        ? new RouteTable.Match.Unknown()
                        : Routes.TABLE.find(key.substring(0, space), key.substring(space + 1));
        Route.Target target =
                match instanceof RouteTable.Match.Found found
                        ? found.route().target()
                        : Routes.DEFAULT_TARGET;
        return switch (target) {
            case COMMAND -> system.command();
            case QUERY -> system.query();
            case OPERATIONS -> system.operationsApi();
            case REFERENCE -> system.reference();
        };
    }

    @ParameterizedTest
    @MethodSource("streamSamples")
    void every_sample_of_a_batch_is_taken_by_the_projectors_package(String name) {
        JsonNode answer = Json.read(system.projector().invoke(Samples.text("stream/" + name)));

        assertThat(answer.required("batchItemFailures")).isEmpty();
    }

    static List<String> streamSamples() {
        return Samples.names("stream");
    }

    @Test
    void a_request_leaves_its_line_of_JSON_in_the_log() {
        system.reference().invoke(Samples.text("api/health"));

        assertThat(system.reference().output())
                .filteredOn(line -> line.contains("\"duration_ms\":"))
                .map(Json::read)
                .anySatisfy(line -> {
                    assertThat(line.required("route").textValue()).isEqualTo("/health");
                    assertThat(line.required("status").intValue()).isEqualTo(200);
                    assertThat(line.required("request_id").textValue())
                            .isEqualTo("JKJaXmPLvHcESHA=");
                });
    }

    @Test
    void a_call_without_claims_is_refused_where_AUTH_MODE_is_not_set() {
        Map<String, String> environment = new HashMap<>(system.environment());
        environment.remove("AUTH_MODE");

        try (LambdaProcess command =
                system.unpacked("command").start(CommandFunction.class, environment)) {
            JsonNode answer =
                    Json.read(command.invoke(Samples.text("api/create-order-without-claims")));

            assertThat(answer.required("statusCode").intValue()).isEqualTo(401);
        }
    }

    @Test
    void the_reference_function_starts_without_any_variable() {
        try (LambdaProcess reference =
                system.unpacked("query").start(ReferenceFunction.class, Map.of())) {
            JsonNode answer = Json.read(reference.invoke(Samples.text("api/openapi")));

            assertThat(answer.required("statusCode").intValue()).isEqualTo(200);
        }
    }

    @Test
    void a_function_that_can_not_start_says_why() {
        Map<String, String> environment = new HashMap<>(system.environment());
        environment.remove("CURSOR_KEYS");

        assertThatThrownBy(() -> system.unpacked("query").start(QueryFunction.class, environment))
                .isInstanceOf(FunctionFailedException.class)
                .hasMessageContaining("CURSOR_KEYS: expected id:secret");
    }

    @Test
    void a_package_has_no_handler_of_another_function() {
        try (LambdaProcess none =
                system.unpacked("command").start(ProjectorFunction.class, system.environment())) {
            assertThatThrownBy(() -> none.invoke(Samples.text("stream/insert")))
                    .isInstanceOf(FunctionFailedException.class)
                    .hasMessageContaining(ProjectorFunction.class.getName());
        }
    }
}
