package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.DynamoDbNotices;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.testing.TestTables;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TickFunctionTest {

    private static final StreamId STREAM =
            new StreamId("Order", "0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e1f");

    private static TestTables tables;
    private static TickFunction function;

    @BeforeAll
    static void start() {
        tables = new TestTables();
        function = new TickFunction(tables.properties("none"));
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
    void a_parked_stream_is_tried_again_when_its_pause_is_over() {
        notices().park(1, STREAM, 1, "a fault", Instant.now().minusSeconds(61));

        function.handleRequest(Map.of(), null);

        assertThat(notices().all(1))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.tries()).isEqualTo(2);
                    assertThat(notice.cause()).contains("expected version 1");
                });
    }

    @Test
    void a_parked_stream_is_left_alone_before_that() {
        notices().park(1, STREAM, 1, "a fault", Instant.now());

        function.handleRequest(Map.of(), null);

        assertThat(notices().all(1)).singleElement().matches(notice -> notice.tries() == 1);
    }

    @Test
    void a_minute_without_anything_parked_costs_two_reads() {
        function.handleRequest(Map.of(), null);

        assertThat(tables.takeOperations()).containsExactly("GetItem", "Query");
    }

    private static DynamoDbNotices notices() {
        return new DynamoDbNotices(tables.client(), tables.tables());
    }
}
