package dev.orderstream.dynamodblocal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class DynamoDbLocalTest {

    private static final StaticCredentialsProvider ANY_CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

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
                var client = client(local)) {
            createTableWithStream(client);
            put(client, "before-1");
            put(client, "before-2");
        }

        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var client = client(local)) {
            put(client, "after");

            assertThat(client.scan(r -> r.tableName("things").consistentRead(true)).items())
                    .extracting(item -> item.get("id").s())
                    .containsExactlyInAnyOrder("before-1", "before-2", "after");
            assertThat(streamedIds(local)).containsExactly("before-1", "before-2", "after");
        }
    }

    @Test
    void keeps_every_acknowledged_write_when_it_is_killed(@TempDir Path dir) throws Exception {
        try (var local = DynamoDbLocal.onDisk(dir, 0);
                var client = client(local)) {
            createTableWithStream(client);
            put(client, "acknowledged");

            ProcessHandle.of(local.pid()).orElseThrow().destroyForcibly();

            assertThat(local.onExit().get(10, SECONDS)).isNotZero();
        }

        try (var local = DynamoDbLocal.onDisk(dir, 0)) {
            assertThat(streamedIds(local)).containsExactly("acknowledged");
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

            assertThat(child.onExit().get(10, SECONDS).isAlive()).isFalse();
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

    private static DynamoDbClient client(DynamoDbLocal local) {
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(ANY_CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static void createTableWithStream(DynamoDbClient client) {
        client.createTable(r ->
                r.tableName("things")
                        .attributeDefinitions(
                                AttributeDefinition.builder()
                                        .attributeName("id")
                                        .attributeType(ScalarAttributeType.S)
                                        .build())
                        .keySchema(
                                KeySchemaElement.builder()
                                        .attributeName("id")
                                        .keyType(KeyType.HASH)
                                        .build())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(s ->
                                s.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
    }

    private static void put(DynamoDbClient client, String id) {
        client.putItem(r -> r.tableName("things").item(Map.of("id", AttributeValue.fromS(id))));
    }

    /** The ids in the table's stream, which has one shard and few records here. */
    private static List<String> streamedIds(DynamoDbLocal local) {
        try (var streams =
                DynamoDbStreamsClient.builder()
                        .endpointOverride(local.endpoint())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(ANY_CREDENTIALS)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            var arn =
                    streams.listStreams(r -> r.tableName("things"))
                            .streams()
                            .getFirst()
                            .streamArn();
            var shards = streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards();
            var iterator =
                    streams.getShardIterator(r ->
                                    r.streamArn(arn)
                                            .shardId(shards.getFirst().shardId())
                                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            return streams.getRecords(r -> r.shardIterator(iterator)).records().stream()
                    .map(streamed -> streamed.dynamodb().keys().get("id").s())
                    .toList();
        }
    }
}
