package dev.orderstream.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.reference.ReferenceFunction;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages with SnapStart: the runtime interface client calls the hooks, as it does before a
 * snapshot, and after it when it is restored.
 */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the runtime interface client is for Linux alone, as Lambda is")
class SnapshotTest {

    /**
     * Ids, and what is seeded by itself to make them. A SecureRandom is none of these: it takes
     * from the system, which Lambda seeds anew.
     */
    private static final List<String> UNIQUE =
            List.of("java.util.UUID", "java.util.SplittableRandom");

    @TempDir private static Path folder;

    @ParameterizedTest
    @MethodSource("handlers")
    void a_function_is_ready_for_a_snapshot_without_a_word_to_DynamoDB(
            String function, Class<? extends RequestHandler<?, ?>> handler) throws IOException {
        Path loaded = folder.resolve(handler.getSimpleName() + ".log");
        try (Surroundings surroundings = new Surroundings()) {
            Map<String, String> environment = surroundings.environment();
            environment.merge(
                    "JAVA_TOOL_OPTIONS",
                    "-Xlog:class+load:file=" + loaded,
                    (one, other) -> one + " " + other);
            try (LambdaProcess process =
                    Unpacked.of(function, folder.resolve(handler.getSimpleName()))
                            .start(handler, environment)) {
                assertThat(process.wasSnapshot()).isTrue();
                assertThat(surroundings.asked())
                        .as("the SDK's own call, without credentials; here it fails")
                        .containsExactly("CONNECT sts.eu-central-1.amazonaws.com:443 HTTP/1.1");
                assertThat(process.output())
                        .as("log")
                        .noneMatch(line -> line.contains("\"duration_ms\":"))
                        .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
                assertThat(UNIQUE)
                        .as("what would be the same in each restored function")
                        .doesNotContainAnyElementsOf(process.instances().keySet());
            }
        }
        assertThat(Files.readString(loaded))
                .as("classes that it loaded, that of the SDK's own request among them")
                .contains("dynamodb.transform.ListBackupsRequestMarshaller");
    }

    static Arguments[] handlers() {
        return new Arguments[] {
            Arguments.of("command", CommandFunction.class),
            Arguments.of("query", QueryFunction.class),
            Arguments.of("projector", ProjectorFunction.class),
            Arguments.of("operations", OperationsFunction.class),
            Arguments.of("operations", OperationsApiFunction.class)
        };
    }

    @Test
    void a_restored_query_function_asks_for_credentials_and_the_serving_generation_by_itself()
            throws IOException {
        try (Surroundings surroundings = new Surroundings();
                LambdaProcess query = restored("query", QueryFunction.class, surroundings)) {
            List<String> before = surroundings.asked();

            query.invoke(Samples.text("api/get-order"));

            assertThat(before).doesNotContain("credentials", "GetItem orderstream-control");
            assertThat(since(before, surroundings))
                    .startsWith("credentials", "GetItem orderstream-control");
        }
    }

    @Test
    void a_restored_command_function_stores_orders_of_different_ids_by_connections_of_its_own()
            throws IOException {
        try (Surroundings surroundings = new Surroundings();
                LambdaProcess command = restored("command", CommandFunction.class, surroundings)) {
            List<String> before = surroundings.asked();

            JsonNode first = Json.read(command.invoke(Samples.text("api/create-order")));
            JsonNode second = Json.read(command.invoke(Samples.text("api/create-order")));

            assertThat(first.required("statusCode").intValue()).as(first.toString()).isEqualTo(201);
            assertThat(orderId(second)).isNotEqualTo(orderId(first));
            List<String> asked = since(before, surroundings);
            assertThat(asked).startsWith("credentials").contains("PutItem orderstream-events");
            assertThat(Collections.frequency(asked, "credentials")).isEqualTo(1);
        }
    }

    @Test
    void the_reference_function_calls_nobody_before_its_snapshot_nor_after_it() throws IOException {
        try (Surroundings surroundings = new Surroundings();
                LambdaProcess reference =
                        restored("query", ReferenceFunction.class, surroundings)) {
            JsonNode answer = Json.read(reference.invoke(Samples.text("api/health")));

            assertThat(answer.required("statusCode").intValue()).isEqualTo(200);
            assertThat(surroundings.asked()).isEmpty();
            assertThat(reference.output())
                    .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
            assertThat(UNIQUE).doesNotContainAnyElementsOf(reference.instances().keySet());
        }
    }

    private static LambdaProcess restored(
            String function,
            Class<? extends RequestHandler<?, ?>> handler,
            Surroundings surroundings)
            throws IOException {
        LambdaProcess process =
                Unpacked.of(function, Files.createTempDirectory(folder, "restored"))
                        .start(handler, surroundings.environment());
        assertThat(process.wasSnapshot()).isTrue();
        return process;
    }

    private static List<String> since(List<String> before, Surroundings surroundings) {
        List<String> all = surroundings.asked();
        return all.subList(before.size(), all.size());
    }

    private static String orderId(JsonNode answer) {
        return Json.read(answer.required("body").textValue()).required("order_id").textValue();
    }
}
