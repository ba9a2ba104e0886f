package dev.orderstream.dynamodblocal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orderstream.testbudget.RealTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@RealTime(
        reason =
                "Kills and stops a real child process; one test gives it half a second in which it could end.",
        minutesMax = 10)
class DynamoDbLocalTest {

    @Test
    void starts_empty_in_memory_and_answers_requests() throws Exception {
        try (var local = DynamoDbLocal.inMemory()) {
            assertThat(listTables(local)).isEqualTo("{\"TableNames\":[]}");
        }
    }

    @Test
    void listens_on_the_loopback_address_only() {
        try (var local = DynamoDbLocal.inMemory()) {
            // Reached by a server that listens on all addresses, on a machine where it exists.
            var otherAddress =
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), local.port());

            assertThatThrownBy(() -> connect(otherAddress)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void is_gone_after_close() {
        var local = DynamoDbLocal.inMemory();

        local.close();

        assertThat(local.isAlive()).isFalse();
        assertThat(local.onExit()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
        assertThatThrownBy(() ->
                        connect(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), local.port())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void says_why_it_does_not_start() {
        try (var local = DynamoDbLocal.inMemory()) {
            assertThatThrownBy(() -> DynamoDbLocal.inMemory(local.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended before it answered")
                    .hasMessageContaining("Failed to bind to /127.0.0.1:" + local.port());
        }
    }

    @Test
    void keeps_data_and_streams_on_disk_across_restarts(@TempDir Path dir) {
        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var things = new Things(local, "things").create()) {
            things.put("before-1");
            things.put("before-2");
        }

        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var things = new Things(local, "things")) {
            things.put("after");

            assertThat(things.ids()).containsExactlyInAnyOrder("before-1", "before-2", "after");
            assertThat(things.streamedIds(things.shards().getFirst()))
                    .containsExactly("before-1", "before-2", "after");
        }
    }

    @Test
    void what_it_keeps_is_for_its_user_alone(@TempDir Path dir) throws Exception {
        assumeTrue(
                Files.getFileStore(dir).supportsFileAttributeView(PosixFileAttributeView.class),
                "the file system has no POSIX permissions");
        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var things = new Things(local, "things").create()) {
            things.put("private");

            try (Stream<Path> files = Files.walk(dir).filter(Files::isRegularFile)) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void keeps_every_acknowledged_write_when_it_is_killed(@TempDir Path dir) throws Exception {
        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var things = new Things(local, "things").create()) {
            things.put("acknowledged");

            ProcessHandle.of(local.pid()).orElseThrow().destroyForcibly();

            assertThat(local.onExit().get(60, SECONDS)).isNotZero();
        }

        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var things = new Things(local, "things")) {
            assertThat(things.streamedIds(things.shards().getFirst()))
                    .containsExactly("acknowledged");
        }
    }

    @Test
    void ends_when_the_jvm_that_started_it_is_killed() throws Exception {
        var parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ParentProcess.class.getName())
                        .start();
        try (var output = parent.inputReader()) {
            var child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly();

            assertThat(child.onExit().get().isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals to send")
    void goes_on_answering_after_ctrl_c_until_it_is_closed() throws Exception {
        var local = DynamoDbLocal.inMemory();
        try (local) {
            var kill = new ProcessBuilder("kill", "-INT", Long.toString(local.pid())).start();
            assertThat(kill.waitFor()).isZero();

            // It would be gone in far less.
            Thread.sleep(500);

            assertThat(listTables(local)).isEqualTo("{\"TableNames\":[]}");
        }
        assertThat(local.isAlive()).isFalse();
    }

    private static String listTables(DynamoDbLocal local) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(local.endpoint())
                            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256"
                                            + " Credential=any/20260101/eu-west-1/dynamodb/aws4_request,"
                                            + " SignedHeaders=host, Signature=any")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, 1_000);
        }
    }
}
