package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.testkit.Commits;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/** Whether an append that failed may have been carried out all the same. */
class OutageTest {

    private final ScriptedHttpClient http = new ScriptedHttpClient();
    private final Commit commit = Commits.of(Commits.newStream(), 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ThrottlingException",
                "ProvisionedThroughputExceededException",
                "RequestLimitExceeded",
                "TransactionConflictException",
                "AccessDeniedException",
                "ResourceNotFoundException",
                "ExpiredTokenException"
            })
    void what_was_refused_at_its_only_try_was_not_carried_out(String type) {
        http.refuse(400, type);

        assertMayHaveLanded(false, () -> tryingOnce().append(commit));

        assertThat(http.requests()).isEqualTo(1);
        assertThat(tryingOnce().newest(commit.stream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ThrottlingException",
                "ProvisionedThroughputExceededException",
                "TransactionConflictException",
                "AccessDeniedException"
            })
    void what_was_refused_after_a_try_without_an_answer_may_have_been_carried_out(String type) {
        http.lose().refuse(400, type);

        assertMayHaveLanded(true, () -> tryingTwice().append(commit));

        assertThat(http.requests()).isEqualTo(2);
    }

    @Test
    void a_failure_of_the_server_may_have_been_carried_out() {
        http.refuse(500, "InternalServerError");

        assertMayHaveLanded(true, () -> tryingOnce().append(commit));
    }

    @Test
    void an_append_without_an_answer_may_have_been_carried_out() {
        http.lose();

        assertMayHaveLanded(true, () -> tryingOnce().append(commit));
    }

    @Test
    void a_read_never_writes() {
        http.lose().refuse(500, "InternalServerError").refuse(400, "ThrottlingException");

        for (int i = 0; i < 3; i++) {
            assertMayHaveLanded(false, () -> tryingOnce().readBack(commit.stream(), 1, c -> true));
        }
    }

    @Test
    void an_invalid_append_is_no_outage() {
        http.refuse(400, "ValidationException");

        assertThatThrownBy(() -> tryingOnce().append(commit)).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_client_that_tries_once_sends_each_call_once_whatever_comes_of_it() {
        DynamoDbEventStore store = tryingOnce();
        http.lose()
                .refuse(500, "InternalServerError")
                .refuse(503, "ServiceUnavailable")
                .refuse(400, "ThrottlingException")
                .refuse(400, "ProvisionedThroughputExceededException")
                .refuse(400, "TransactionConflictException");

        for (int calls = 1; calls <= 6; calls++) {
            assertThatThrownBy(() -> store.append(commit)).isInstanceOf(OutageException.class);
            assertThat(http.requests()).isEqualTo(calls);
        }
        assertThat(store.append(commit)).isEqualTo(new Appended.Written());
        assertThat(http.requests()).isEqualTo(7);
    }

    @Test
    void a_client_that_tries_once_takes_less_time_for_it() {
        var limits = CallLimits.tryOnce(CallLimits.set(LocalTables.builder(http)));

        assertThat(limits.overrideConfiguration().apiCallAttemptTimeout())
                .contains(Duration.ofSeconds(2));
        assertThat(limits.overrideConfiguration().apiCallTimeout())
                .contains(Duration.ofSeconds(10));
    }

    private DynamoDbEventStore tryingOnce() {
        return new DynamoDbEventStore(
                CallLimits.tryOnce(LocalTables.builder(http)).build(), LocalTables.TABLES);
    }

    private DynamoDbEventStore tryingTwice() {
        return new DynamoDbEventStore(
                LocalTables.builder(http)
                        .overrideConfiguration(configuration ->
                                configuration.retryStrategy(
                                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                .maxAttempts(2)
                                                .build()))
                        .build(),
                LocalTables.TABLES);
    }

    private static void assertMayHaveLanded(boolean expected, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isEqualTo(expected));
    }
}
