package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.orderstream.dynamodb.TableSetup;
import dev.orderstream.dynamodb.Tables;
import dev.orderstream.dynamodblocal.DynamoDbLocal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The mapping over streams that are no fake. */
class EventSourceMappingOnDynamoDbLocalTest {

    private static final String TABLE = Tables.STANDARD.events().name();

    private static DynamoDbLocal database;
    private static DynamoDbClient client;
    private static DynamoDbStreamsClient streams;

    @TempDir Path directory;

    private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
    private final AtomicInteger catchUps = new AtomicInteger();

    @BeforeAll
    static void start() {
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        database = DynamoDbLocal.inMemory();
        client =
                DynamoDbClient.builder()
                        .endpointOverride(database.endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(credentials)
                        .build();
        streams =
                DynamoDbStreamsClient.builder()
                        .endpointOverride(database.endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(credentials)
                        .build();
        new TableSetup(client, Tables.STANDARD).createMissing();
    }

    @AfterAll
    static void stop() {
        streams.close();
        client.close();
        database.close();
    }

    @Test
    void records_arrive_across_a_restart_and_only_the_first_start_catches_up() throws Exception {
        // given
        try (EventSourceMapping first = mapping()) {
            first.start();
            first.ready().get();
            put(1);
            put(2);
            // then
            assertThat(List.of(next(), next())).containsExactly("1", "2");
        }
        // when
        put(3);
        try (EventSourceMapping second = mapping()) {
            second.start();
            second.ready().get();
            // then
            assertThat(next()).isEqualTo("3");
        }
        assertThat(delivered).isEmpty();
        assertThat(catchUps).hasValue(1);
    }

    private EventSourceMapping mapping() {
        return new EventSourceMapping(
                streams,
                TABLE,
                new MappedFunction("test", (requestId, batch) -> handle(batch)),
                MappingSettings.STANDARD,
                new FileCheckpoints(directory, TABLE),
                FailureDestination.none(),
                catchUps::incrementAndGet);
    }

    private StreamsEventResponse handle(DynamodbEvent batch) {
        batch.getRecords()
                .forEach(record ->
                        delivered.add(record.getDynamodb().getKeys().get("version").getN()));
        return MappingRun.ALL_PROCESSED;
    }

    private static void put(int version) {
        client.putItem(request ->
                request.tableName(TABLE)
                        .item(
                                Map.of(
                                        "stream_id", AttributeValue.fromS("Test-1"),
                                        "version",
                                                AttributeValue.fromN(Integer.toString(version)))));
    }

    private String next() throws InterruptedException {
        return delivered.take();
    }
}
