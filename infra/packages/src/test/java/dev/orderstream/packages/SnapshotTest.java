package dev.orderstream.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orderstream.command.CommandFunction;
import dev.orderstream.http.CursorKeys;
import dev.orderstream.operations.OperationsApiFunction;
import dev.orderstream.operations.OperationsFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

    @TempDir private static Path folder;

    @ParameterizedTest
    @MethodSource("handlers")
    void a_function_is_ready_for_a_snapshot_without_a_word_to_DynamoDB(
            String function, Class<? extends RequestHandler<?, ?>> handler) throws IOException {
        Path loaded = folder.resolve(handler.getSimpleName() + ".log");
        try (ServerSocket dynamoDb = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(environment(dynamoDb));
            environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
            try (LambdaProcess process =
                    Unpacked.of(function, folder.resolve(handler.getSimpleName()))
                            .start(handler, environment)) {
                assertThat(process.wasSnapshot()).isTrue();
                assertThat(wasAskedFor(dynamoDb)).as("a connection to DynamoDB").isFalse();
                assertThat(process.output())
                        .as("log")
                        .noneMatch(line -> line.contains("\"duration_ms\":"))
                        .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
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
    void a_restored_function_answers() throws IOException {
        try (ServerSocket dynamoDb = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LambdaProcess query =
                        Unpacked.of("query", folder.resolve("restored"))
                                .start(QueryFunction.class, environment(dynamoDb))) {
            JsonNode answer = Json.read(query.invoke(Samples.text("api/health")));

            assertThat(answer.required("statusCode").intValue()).isEqualTo(200);
        }
    }

    private static boolean wasAskedFor(ServerSocket server) throws IOException {
        server.setSoTimeout(1);
        try (var _ = server.accept()) {
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private static Map<String, String> environment(ServerSocket dynamoDb) {
        return Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                "CURSOR_KEYS", CursorKeys.generate(),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:" + dynamoDb.getLocalPort());
    }
}
