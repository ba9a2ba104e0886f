package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.orderstream.dynamodb.Contention;
import dev.orderstream.dynamodb.DynamoDbHeartbeats;
import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestTables;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsApiFunctionTest {

    private static final Pattern LAG = Pattern.compile("\"lag_ms\":(\\d+)");

    private static TestTables tables;
    private static OperationsApiFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new OperationsApiFunction(tables.properties("jwt"));
    }

    @AfterAll
    static void stop() {
        function.close();
        tables.close();
    }

    @BeforeEach
    void clear() {
        tables.clear();
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
    void the_lag_is_that_of_the_last_heartbeat() {
        Instant sent = Instant.now().minusSeconds(50);
        heartbeats().arrived(new Heartbeat(sent, sent.plusMillis(123)));

        assertThat(projections()).contains("\"lag_ms\":123,");
    }

    @Test
    void where_a_heartbeat_is_overdue_the_lag_is_the_age_of_the_last_one() {
        Instant sent = Instant.now().minusSeconds(600);
        heartbeats().arrived(new Heartbeat(sent, sent.plusMillis(123)));

        assertThat(lagMillis()).isBetween(600_000L, 1_200_000L);
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

        assertThat(tables.takeOperations()).containsExactly("GetItem", "Query", "GetItem", "Query");
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

    private static long lagMillis() {
        Matcher lag = LAG.matcher(projections());
        assertThat(lag.find()).isTrue();
        return Long.parseLong(lag.group(1));
    }

    private static void park(int generation, String stream) {
        new DynamoDbNotices(tables.client(), tables.tables(), Contention.system())
                .park(generation, StreamId.parse(stream), 1, "a fault", Instant.now());
    }

    private static DynamoDbHeartbeats heartbeats() {
        return new DynamoDbHeartbeats(tables.client(), tables.tables());
    }
}
