package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.AtOnce;
import dev.orderstream.eventsourcing.Deadline;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Requests know when their caller has to be answered. */
@RealTime(reason = "One request is ended by the SDK's own timer.", minutesMax = 5)
class DeadlineInterceptorTest {

    private static final StreamId STREAM = new StreamId("Thing", "1");

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedHttpClient http = new ScriptedHttpClient();
    private final List<Duration> timeouts = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void a_request_has_what_is_left_of_the_callers_time_and_never_more_than_any_has() {
        DynamoDbEventStore store = store();

        within(
                Duration.ofSeconds(26),
                () -> {
                    read(store);
                    ticker.advance(Duration.ofSeconds(17));
                    read(store);
                    ticker.advance(Duration.ofMillis(5_500));
                    read(store);
                });

        assertThat(timeouts)
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofSeconds(9), Duration.ofMillis(3_500));
    }

    @Test
    void past_the_callers_time_nothing_is_sent_and_it_is_an_outage() {
        DynamoDbEventStore store = store();

        within(
                Duration.ofSeconds(1),
                () -> {
                    ticker.advance(Duration.ofSeconds(1));
                    assertThatThrownBy(() -> read(store))
                            .isInstanceOfSatisfying(
                                    OutageException.class,
                                    outage -> assertThat(outage.writeMayHaveLanded()).isFalse());
                });

        assertThat(http.requests()).isZero();
    }

    @Test
    void a_request_that_takes_longer_ends_with_the_callers_time() {
        DynamoDbEventStore store = store();
        http.stall();

        assertThatThrownBy(() ->
                        Deadline.within(
                                Duration.ofMillis(200),
                                Ticker.system(),
                                () -> {
                                    read(store);
                                    return 0;
                                }))
                .isInstanceOf(OutageException.class);
    }

    @Test
    void reads_on_other_threads_have_the_same_time() {
        DynamoDbEventStore store = store();

        within(
                Duration.ofSeconds(4),
                () -> {
                    AtOnce.virtualThreads().run(Collections.nCopies(3, () -> read(store)));
                });

        assertThat(timeouts).hasSize(3).containsOnly(Duration.ofSeconds(4));
    }

    @Test
    void whoever_has_no_deadline_has_the_time_that_any_request_has() {
        read(store());

        assertThat(timeouts).containsExactly(Duration.ofSeconds(10));
    }

    private void within(Duration time, Runnable task) {
        Deadline.within(
                time,
                ticker,
                () -> {
                    task.run();
                    return 0;
                });
    }

    private static void read(DynamoDbEventStore store) {
        store.newest(STREAM);
    }

    private DynamoDbEventStore store() {
        ExecutionInterceptor watching =
                new ExecutionInterceptor() {
                    @Override
                    public void beforeTransmission(
                            Context.BeforeTransmission context, ExecutionAttributes attributes) {
                        timeouts.add(
                                context.request()
                                        .overrideConfiguration()
                                        .flatMap(request -> request.apiCallTimeout())
                                        .or(() -> Optional.of(Duration.ofSeconds(10)))
                                        .orElseThrow());
                    }
                };
        DynamoDbClient client = CallLimits.set(LocalTables.builder(http, watching)).build();
        return new DynamoDbEventStore(client, LocalTables.TABLES);
    }
}
