package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.testkit.FakeTicker;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

class ContentionTest {

    private final FakeTicker ticker = new FakeTicker();
    private final Contention contention = new Contention(ticker, new SplittableRandom(1));
    private final AtomicInteger calls = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void a_transaction_that_was_cancelled_for_a_passing_reason_is_sent_again(String reason) {
        assertThat(succeedingAfter(3, cancelled("None", reason))).isEqualTo("stored");
        assertThat(calls).hasValue(4);
        assertThat(ticker.pauses()).hasSize(3);
    }

    @Test
    void a_put_that_met_a_transaction_is_sent_again() {
        assertThat(succeedingAfter(1, TransactionConflictException.builder().build()))
                .isEqualTo("stored");
        assertThat(succeedingAfter(1, TransactionInProgressException.builder().build()))
                .isEqualTo("stored");
    }

    @Test
    void a_failed_condition_is_an_answer_whatever_else_went_wrong() {
        assertThatThrownBy(() ->
                        succeedingAfter(
                                1, cancelled("ConditionalCheckFailed", "TransactionConflict")))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void a_reason_that_does_not_pass_is_not_tried_again() {
        assertThatThrownBy(() -> succeedingAfter(1, cancelled("None", "ValidationError")))
                .isInstanceOf(TransactionCanceledException.class);
        assertThatThrownBy(() -> succeedingAfter(1, cancelled("None", null)))
                .isInstanceOf(TransactionCanceledException.class);
    }

    @Test
    void what_does_not_pass_in_time_is_an_outage_that_stored_nothing() {
        assertThatThrownBy(() -> succeedingAfter(1_000, cancelled("TransactionConflict")))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isFalse());
        assertThat(calls).hasValueLessThan(20);
    }

    @Test
    void a_write_without_an_answer_may_have_landed() {
        assertThatThrownBy(() -> succeedingAfter(1, SdkClientException.create("no answer")))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isTrue());
    }

    @Test
    void a_request_that_dynamodb_finds_invalid_is_refused_and_no_outage() {
        DynamoDbException invalid =
                (DynamoDbException)
                        DynamoDbException.builder()
                                .awsErrorDetails(
                                        AwsErrorDetails.builder()
                                                .errorCode("ValidationException")
                                                .build())
                                .build();

        assertThatThrownBy(() -> succeedingAfter(1, invalid)).isInstanceOf(RefusedException.class);
    }

    private String succeedingAfter(int failures, RuntimeException failure) {
        calls.set(0);
        return contention.retrying(() -> {
            if (calls.incrementAndGet() <= failures) {
                throw failure;
            }
            return "stored";
        });
    }

    private static TransactionCanceledException cancelled(String... codes) {
        List<CancellationReason> reasons =
                Arrays.stream(codes)
                        .map(code -> CancellationReason.builder().code(code).build())
                        .toList();
        return TransactionCanceledException.builder().cancellationReasons(reasons).build();
    }
}
