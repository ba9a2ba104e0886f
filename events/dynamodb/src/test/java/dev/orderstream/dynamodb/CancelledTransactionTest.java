package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore.Appended;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.testkit.Commits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What an append to several streams makes of the reasons why it was cancelled. */
class CancelledTransactionTest {

    private final Commit first = Commits.of(Commits.newStream(), 1);
    private final Commit second = Commits.of(Commits.newStream(), 1);
    private final List<Commit> both = List.of(first, second);
    private final List<TransactWriteItemsRequest> sent = new ArrayList<>();

    /** Sent again as it was, it would find that version taken for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"None", "TransactionConflict", "ThrottlingError", "ValidationError"})
    void a_version_that_is_taken_is_an_answer_whatever_else_went_wrong(String other) {
        Commit holder = Commits.of(first.stream(), 1, "somebody else's");

        assertThat(failing(cancelled(1, taken(holder), reason(other))).append(both))
                .isEqualTo(new Appended.Taken(holder));
        assertThat(failing(cancelled(1, reason(other), taken(holder))).append(both))
                .isEqualTo(new Appended.Taken(holder));
        assertThat(sent).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void what_has_only_met_others_passes_and_its_only_try_stored_nothing(String code) {
        assertOutage(false, cancelled(1, reason("None"), reason(code)));
        assertOutage(true, cancelled(2, reason("None"), reason(code)));
    }

    @Test
    void an_earlier_try_that_is_still_under_way_may_be_carried_out() {
        assertOutage(true, TransactionInProgressException.builder().statusCode(400).build());
    }

    @Test
    void what_will_be_refused_again_is_no_outage() {
        DynamoDbEventStore store =
                failing(cancelled(1, reason("ValidationError"), reason("TransactionConflict")));

        assertThatThrownBy(() -> store.append(both)).isInstanceOf(RefusedException.class);
    }

    @Test
    void the_same_commits_have_the_same_token_and_others_have_another_one() {
        DynamoDbEventStore store = failing(cancelled(1, reason("TransactionConflict")));

        for (List<Commit> commits :
                List.of(both, both, List.of(first, Commits.of(second.stream(), 2)))) {
            assertThatThrownBy(() -> store.append(commits)).isInstanceOf(OutageException.class);
        }

        assertThat(sent.get(1)).isEqualTo(sent.get(0));
        assertThat(sent.get(2).clientRequestToken()).isNotEqualTo(sent.get(0).clientRequestToken());
    }

    private void assertOutage(boolean mayHaveLanded, AwsServiceException answer) {
        DynamoDbEventStore store = failing(answer);
        assertThatThrownBy(() -> store.append(both))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.writeMayHaveLanded()).isEqualTo(mayHaveLanded));
    }

    private DynamoDbEventStore failing(AwsServiceException answer) {
        DynamoDbClient client =
                new DynamoDbClient() {
                    @Override
                    public TransactWriteItemsResponse transactWriteItems(
                            TransactWriteItemsRequest request) {
                        sent.add(request);
                        throw answer;
                    }

                    @Override
                    public String serviceName() {
                        return "dynamodb";
                    }

                    @Override
                    public void close() {}
                };
        return new DynamoDbEventStore(client, LocalTables.TABLES);
    }

    private static TransactionCanceledException cancelled(
            int attempts, CancellationReason... reasons) {
        return TransactionCanceledException.builder()
                .cancellationReasons(Stream.of(reasons).toList())
                .statusCode(400)
                .numAttempts(attempts)
                .build();
    }

    private static CancellationReason taken(Commit by) {
        return CancellationReason.builder()
                .code("ConditionalCheckFailed")
                .item(CommitSchema.SCHEMA.itemToMap(by, true))
                .build();
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }
}
