package dev.orderstream.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import dev.orderstream.testing.Samples;
import dev.orderstream.testing.TestClock;
import dev.orderstream.testing.TestTables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {

    private static TestTables tables;

    private final Weather weather =
            new Weather(new Random(1), FaultRates.always(Fault.LOST_ANSWER));

    @BeforeAll
    static void start() {
        tables = new TestTables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    /** The sample's commits are not late, so that nothing is noted of it. */
    private static Map<String, Object> inTime(Map<String, Object> properties) {
        return TestClock.in(
                properties, InstantSource.fixed(Instant.parse("2026-11-21T09:00:01.000Z")));
    }

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void a_function_meets_the_faults_of_the_weather_that_it_is_given() {
        try (var function = new ProjectorFunction(inTime(tables.properties("none", weather)))) {
            weather.stormyFor(1);

            project(function);
        }

        assertThat(tables.takeOperations())
                .as("the first request is repeated")
                .containsExactly(
                        "GetItem", "GetItem", "GetItem", "BatchWriteItem", "TransactWriteItems");
        assertThat(weather.counts()).containsEntry(Fault.LOST_ANSWER, 1);
    }

    @Test
    void a_function_without_a_weather_meets_no_faults() {
        try (var function = new ProjectorFunction(inTime(tables.properties("none")))) {
            weather.stormy();

            project(function);
        }

        assertThat(tables.takeOperations())
                .containsExactly("GetItem", "GetItem", "BatchWriteItem", "TransactWriteItems");
        assertThat(weather.counts()).containsEntry(Fault.LOST_ANSWER, 0);
    }

    @Test
    void functions_that_are_given_the_same_weather_share_it() {
        try (var one = new ProjectorFunction(inTime(tables.properties("none", weather)));
                var other = new ProjectorFunction(inTime(tables.properties("none", weather)))) {
            weather.stormyFor(1);
            project(one);
            weather.stormyFor(1);
            project(other);
        }

        assertThat(weather.counts()).containsEntry(Fault.LOST_ANSWER, 2);
    }

    private static void project(ProjectorFunction function) {
        assertThat(function.handleRequest(Samples.stream("insert"), null).getBatchItemFailures())
                .isEmpty();
    }
}
