package dev.orderstream.dynamodblocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.dynamodblocal.DynamoDbLocal;
import dev.orderstream.dynamodblocal.Things;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

class FaultyHttpClientTest {

    private static DynamoDbLocal local;
    private static Things things;

    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.inMemory();
        things = new Things(local, "things").create();
    }

    @AfterAll
    static void stop() {
        things.close();
        local.close();
    }

    @Test
    void a_lost_request_never_arrives() {
        assertThatThrownBy(() -> putOnce(Fault.LOST_REQUEST))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("the request was lost");

        assertThat(things.ids()).doesNotContain(id);
    }

    @Test
    void a_request_whose_answer_is_lost_is_carried_out() {
        assertThatThrownBy(() -> putOnce(Fault.LOST_ANSWER))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("the answer was lost");

        assertThat(things.ids()).contains(id);
    }

    @Test
    void a_throttled_request_is_not_carried_out() {
        assertThatThrownBy(() -> putOnce(Fault.THROTTLED))
                .isInstanceOfSatisfying(
                        ThrottlingException.class,
                        refused -> assertThat(refused.isThrottlingException()).isTrue());

        assertThat(things.ids()).doesNotContain(id);
    }

    @Test
    void a_request_over_the_throughput_is_not_carried_out() {
        assertThatThrownBy(() -> putOnce(Fault.OVER_THROUGHPUT))
                .isInstanceOfSatisfying(
                        ProvisionedThroughputExceededException.class,
                        refused -> assertThat(refused.isThrottlingException()).isTrue());

        assertThat(things.ids()).doesNotContain(id);
    }

    @Test
    void a_request_that_fails_is_not_carried_out() {
        assertThatThrownBy(() -> putOnce(Fault.FAILED_REQUEST))
                .isInstanceOfSatisfying(
                        InternalServerErrorException.class,
                        failed -> assertThat(failed.statusCode()).isEqualTo(500));

        assertThat(things.ids()).doesNotContain(id);
    }

    @Test
    void a_request_whose_answer_says_failed_is_carried_out_all_the_same() {
        assertThatThrownBy(() -> putOnce(Fault.FAILED_ANSWER))
                .isInstanceOfSatisfying(
                        InternalServerErrorException.class,
                        failed -> assertThat(failed.statusCode()).isEqualTo(500));

        assertThat(things.ids()).contains(id);
    }

    @Test
    void a_request_that_is_late_for_the_try_is_not_sent() {
        assertThatThrownBy(() -> putOnce(late(Fault.LATE_REQUEST)))
                .isInstanceOf(ApiCallAttemptTimeoutException.class);

        assertThat(things.ids()).doesNotContain(id);
    }

    @Test
    void a_request_whose_answer_is_late_for_the_try_is_carried_out() {
        assertThatThrownBy(() -> putOnce(late(Fault.LATE_ANSWER)))
                .isInstanceOf(ApiCallAttemptTimeoutException.class);

        assertThat(things.ids()).contains(id);
    }

    @ParameterizedTest
    @EnumSource
    void the_sdk_makes_up_for_a_single_fault_of_any_kind(Fault fault) {
        Weather weather = new Weather(new Random(1), FaultRates.always(fault));
        weather.stormyFor(1);

        try (var client = client(weather, AwsRetryStrategy.standardRetryStrategy())) {
            things.put(client, id);
        }

        assertThat(things.ids()).contains(id);
        assertThat(weather.counts()).containsEntry(fault, 1);
        assertThat(weather.counts().values().stream().mapToInt(count -> count).sum()).isEqualTo(1);
    }

    @Test
    void nothing_happens_while_it_is_calm() {
        Weather weather = new Weather(new Random(1), FaultRates.always(Fault.LOST_REQUEST));

        try (var client = client(weather, AwsRetryStrategy.doNotRetry())) {
            assertThatCode(() -> things.put(client, id)).doesNotThrowAnyException();

            weather.stormy();
            assertThatThrownBy(() -> things.put(client, id)).isInstanceOf(SdkClientException.class);

            weather.calm();
            assertThatCode(() -> things.put(client, id)).doesNotThrowAnyException();
        }

        assertThat(weather.counts()).containsEntry(Fault.LOST_REQUEST, 1);
    }

    private void putOnce(Fault fault) {
        putOnce(FaultRates.always(fault));
    }

    /** Puts the item with a single try, which is given up after half a second. */
    private void putOnce(FaultRates rates) {
        Weather weather = new Weather(new Random(1), rates);
        weather.stormy();
        try (var client = client(weather, AwsRetryStrategy.doNotRetry())) {
            things.put(client, id);
        }
    }

    private static FaultRates late(Fault fault) {
        return new FaultRates(Map.of(fault, 1000), Duration.ofHours(1));
    }

    private static DynamoDbClient client(Weather weather, RetryStrategy retries) {
        return Things.clientBuilder(
                        local, new FaultyHttpClient(UrlConnectionHttpClient.create(), weather))
                .overrideConfiguration(configuration ->
                        configuration
                                .retryStrategy(retries)
                                .apiCallAttemptTimeout(Duration.ofMillis(500)))
                .build();
    }
}
