package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Heartbeats;
import dev.orderstream.eventsourcing.projector.LagNotes;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import dev.orderstream.testkit.HeartbeatsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbHeartbeatsTest extends HeartbeatsContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

    private final Meter meter = new Meter();

    @BeforeEach
    void forgetAll() {
        items().forEach(item ->
                LocalTables.CLIENT.deleteItem(delete ->
                        delete.tableName(LocalTables.TABLES.control().name())
                                .key(ControlKeys.of(item))));
    }

    private static List<Map<String, AttributeValue>> items() {
        return LocalTables.CLIENT
                .query(query ->
                        query.tableName(LocalTables.TABLES.control().name())
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(
                                        Map.of(":pk", AttributeValue.fromS(ControlKeys.HEARTBEAT)))
                                .consistentRead(true))
                .items();
    }

    @Override
    protected Heartbeats heartbeats() {
        return new DynamoDbHeartbeats(LocalTables.CLIENT, LocalTables.TABLES);
    }

    @Test
    void all_notes_at_their_largest_are_read_by_half_a_unit_and_written_by_one_each() {
        try (DynamoDbClient client = LocalTables.client(Apache5HttpClient.create(), meter)) {
            Heartbeats metered = new DynamoDbHeartbeats(client, LocalTables.TABLES);
            Map<Integer, SentHeartbeat> sent = new HashMap<>();
            Map<Integer, Instant> arrived = new HashMap<>();
            IntStream.range(0, Heartbeat.STREAMS)
                    .forEach(number -> {
                        sent.put(number, new SentHeartbeat(NOON, NOON, 1_440));
                        arrived.put(number, NOON);
                    });

            metered.sent(sent, NOON);
            metered.arrived(arrived, NOON);
            IntStream.range(0, 7)
                    .forEach(n ->
                            metered.late(
                                    new BatchLag(Duration.ofDays(365), NOON.plusSeconds(10L * n))));

            assertThat(meter.take())
                    .startsWith("PutItem 1.0", "UpdateItem 1.0", "PutItem 1.0")
                    .hasSize(9)
                    .allMatch(request -> request.endsWith("Item 1.0"));
            assertThat(items()).hasSize(9);
            metered.read();
            assertThat(meter.take()).containsExactly("Query 0.5");
        }
    }

    @Test
    void one_more_request_notes_those_that_are_news_among_others() {
        try (DynamoDbClient client = LocalTables.client(Apache5HttpClient.create(), meter)) {
            Heartbeats metered = new DynamoDbHeartbeats(client, LocalTables.TABLES);
            metered.arrived(Map.of(0, NOON), NOON);
            meter.take();

            metered.arrived(Map.of(0, NOON, 1, NOON), NOON);

            assertThat(meter.begun()).isEqualTo(3);
            assertThat(metered.arrived(Map.of(0, NOON, 1, NOON), NOON)).isEmpty();
            assertThat(meter.begun()).isEqualTo(4);
        }
    }

    @Test
    void the_note_of_an_earlier_release_is_passed_over() {
        Map<String, AttributeValue> last =
                new HashMap<>(ControlKeys.of(ControlKeys.HEARTBEAT, "LAST"));
        last.put("sent_at", AttributeValue.fromS("2026-03-01T12:00:00.000Z"));
        last.put("arrived_at", AttributeValue.fromS("2026-03-01T12:00:01.000Z"));
        LocalTables.CLIENT.putItem(
                put -> put.tableName(LocalTables.TABLES.control().name()).item(last));

        assertThat(heartbeats().read()).isEqualTo(LagNotes.NONE);
    }
}
