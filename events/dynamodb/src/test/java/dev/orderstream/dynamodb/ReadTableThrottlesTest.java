package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ReadTableThrottlesTest {

    private static final String READ = LocalTables.TABLES.readModel(1).name();
    private static final String CONTROL = LocalTables.TABLES.control().name();
    private static final Map<String, AttributeValue> KEY = ControlKeys.of("THROTTLED", "VIEW");

    private final AtomicInteger throttled = new AtomicInteger();
    private final ScriptedHttpClient http = new ScriptedHttpClient();
    private final DynamoDbClient client =
            ReadTableThrottles.watch(
                            LocalTables.builder(http),
                            LocalTables.TABLES,
                            throttled::incrementAndGet)
                    .build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void each_throttled_try_counts_even_if_the_next_one_succeeds() {
        http.refuse(400, "ProvisionedThroughputExceededException")
                .refuse(400, "ThrottlingException")
                .refuse(400, "RequestLimitExceeded");

        assertThat(client.getItem(get -> get.tableName(READ).key(KEY)).hasItem()).isFalse();

        assertThat(http.requests()).isEqualTo(4);
        assertThat(throttled).hasValue(3);
    }

    @Test
    void what_is_no_throttling_does_not_count_and_reaches_the_caller_unchanged() {
        http.refuse(500, "InternalServerError");
        client.getItem(get -> get.tableName(READ).key(KEY));
        http.refuse(400, "ValidationException");

        Throwable refused =
                catchThrowable(() -> client.getItem(get -> get.tableName(READ).key(KEY)));

        assertThat(refused).isInstanceOf(DynamoDbException.class).hasMessageContaining("scripted");
        assertThat(throttled).hasValue(0);
    }

    @Test
    void other_tables_have_metrics_of_their_own() {
        http.refuse(400, "ThrottlingException");
        client.getItem(get -> get.tableName(CONTROL).key(KEY));

        assertThat(throttled).hasValue(0);
    }

    @Test
    void a_part_of_a_transaction_counts() {
        http.answer(
                400,
                """
                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                 "Message":"scripted",
                 "CancellationReasons":[{"Code":"None"},{"Code":"ThrottlingError"}]}\
                """);
        TransactWriteItem delete =
                TransactWriteItem.builder()
                        .delete(Delete.builder().tableName(READ).key(KEY).build())
                        .build();

        assertThat(catchThrowable(() -> client.transactWriteItems(w -> w.transactItems(delete))))
                .isNotNull();

        assertThat(throttled).hasValue(1);
    }

    @Test
    void what_a_customer_wrote_is_no_throttling() {
        http.answer(
                400,
                """
                {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                 "Item":{"name":{"S":"\\"Code\\":\\"ThrottlingError\\""}}}\
                """);

        assertThat(catchThrowable(() -> client.putItem(put -> put.tableName(READ).item(KEY))))
                .isNotNull();

        assertThat(throttled).hasValue(0);
    }

    @Test
    void a_batch_counts_once_if_a_part_of_it_was_left() {
        http.answer(
                200,
                """
                {"UnprocessedItems":{"%s":[{"PutRequest":{"Item":{"pk":{"S":"THROTTLED"}}}}]}}\
                """
                        .formatted(READ));
        WriteRequest write =
                WriteRequest.builder().putRequest(PutRequest.builder().item(KEY).build()).build();
        client.batchWriteItem(batch -> batch.requestItems(Map.of(READ, List.of(write))));
        client.batchWriteItem(batch -> batch.requestItems(Map.of(READ, List.of(write))));

        assertThat(throttled).hasValue(1);
        client.deleteItem(delete -> delete.tableName(READ).key(KEY));
    }
}
