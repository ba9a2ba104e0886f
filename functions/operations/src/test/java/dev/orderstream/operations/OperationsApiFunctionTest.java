package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.BatchLag;
import dev.orderstream.eventsourcing.projector.SentHeartbeat;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsApiFunctionTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000Z");

    private static TestTables tables;
    private static OperationsApiFunction function;
    private static Instant now = NOON;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new OperationsApiFunction(TestClock.in(tables.properties("jwt"), () -> now));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
        now = NOON;
    }

    @Test
    void before_the_first_heartbeat_no_lag_is_known() {
        assertThat(projections())
                .isEqualTo(
                        """
                        {"items":[{"name":"Customer","generation":1,"lag_ms":null,"parked":0,"rebuild":null},\
                        {"name":"Order","generation":1,"lag_ms":null,"parked":0,"rebuild":null},\
                        {"name":"Stock","generation":1,"lag_ms":null,"parked":0,"rebuild":null}]}\
                        """);
    }

    @Test
    void where_all_heartbeats_have_arrived_there_is_no_lag() {
        heartbeats().sent(Map.of(7, new SentHeartbeat(NOON, NOON, 1)), NOON);
        heartbeats().arrived(Map.of(7, NOON), NOON);
        now = NOON.plus(Duration.ofDays(1));

        assertThat(projections()).contains("\"lag_ms\":0,");
    }

    @Test
    void where_a_heartbeat_is_overdue_its_age_is_the_lag() {
        heartbeats().sent(Map.of(7, new SentHeartbeat(NOON, NOON.plusSeconds(60), 2)), NOON);
        now = NOON.plusSeconds(90);

        assertThat(projections()).contains("\"lag_ms\":90000,");
    }

    @Test
    void the_greatest_lag_of_a_batch_is_the_lag_for_a_minute() {
        heartbeats().arrived(Map.of(7, NOON), NOON);
        heartbeats().late(new BatchLag(Duration.ofMillis(1_234), NOON));

        now = NOON.plusSeconds(59);
        assertThat(projections()).contains("\"lag_ms\":1234,");
        now = NOON.plusSeconds(60);
        assertThat(projections()).contains("\"lag_ms\":0,");
    }

    @Test
    void parked_streams_are_counted_also_those_that_no_projection_is_for() {
        park(1, "Order-1");
        park(1, "Order-2");
        park(1, "Pump-1");
        park(2, "Order-3");

        assertThat(projections())
                .contains("{\"name\":\"Order\",\"generation\":1,\"lag_ms\":null,\"parked\":2,")
                .contains("{\"name\":\"Pump\",\"generation\":1,\"lag_ms\":null,\"parked\":1,");
    }

    @Test
    void it_costs_four_reads() {
        projections();

        assertThat(tables.takeOperations()).containsExactly("GetItem", "Query", "Query", "Query");
    }

    @Test
    void only_administrators_may_see_it() {
        APIGatewayV2HTTPEvent event = Samples.api("list-projections");
        event.getRequestContext()
                .getAuthorizer()
                .getJwt()
                .getClaims()
                .put("scope", "orders:read orders:write");

        APIGatewayV2HTTPResponse answer = function.handleRequest(event, null);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(answer.getBody()).contains("orders:admin");
    }

    @Test
    void a_parameter_is_refused() {
        APIGatewayV2HTTPEvent event = Samples.api("list-projections");
        event.setRawQueryString("name=Order");

        assertThat(function.handleRequest(event, null).getStatusCode()).isEqualTo(400);
    }

    @Test
    void an_outage_is_a_503() {
        tables.refuseRequests();

        APIGatewayV2HTTPResponse answer =
                function.handleRequest(Samples.api("list-projections"), null);

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsKey("retry-after");
    }

    private static String projections() {
        APIGatewayV2HTTPResponse answer =
                function.handleRequest(Samples.api("list-projections"), null);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        return answer.getBody();
    }

    private static void park(int generation, String stream) {
        new DynamoDbNotices(tables.client(), tables.tables(), Contention.system())
                .park(generation, StreamId.parse(stream), 1, "a fault", now);
    }

    private static DynamoDbHeartbeats heartbeats() {
        return new DynamoDbHeartbeats(tables.client(), tables.tables());
    }
}
