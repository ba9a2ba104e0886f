package dev.orderstream.local.openapi;

import dev.orderstream.dynamodb.Tables;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Counts the commits that any function of this process has stored, but for heartbeats. The SDK
 * finds it by {@code execution.interceptors} among the test resources. It knows the requests by
 * which the service writes commits; {@link #inTable} finds out whether there are others.
 */
public final class EventTableWrites implements ExecutionInterceptor {

    private static final String TABLE = Tables.STANDARD.events().name();
    private static final String HEARTBEAT = "Heartbeat-";

    private static final AtomicLong STORED = new AtomicLong();

    /** So many since this process began. */
    static long stored() {
        return STORED.get();
    }

    /** So many are there now, whoever wrote them. */
    static long inTable(DynamoDbClient client) {
        return client
                .scanPaginator(scan ->
                        scan.tableName(TABLE)
                                .consistentRead(true)
                                .select(Select.COUNT)
                                .filterExpression("not begins_with(#stream, :heartbeat)")
                                .expressionAttributeNames(Map.of("#stream", "stream_id"))
                                .expressionAttributeValues(
                                        Map.of(":heartbeat", AttributeValue.fromS(HEARTBEAT))))
                .stream()
                .mapToLong(ScanResponse::count)
                .sum();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        STORED.addAndGet(
                streams(context.request()).filter(name -> !name.startsWith(HEARTBEAT)).count());
    }

    private static Stream<String> streams(SdkRequest request) {
        return switch (request) {
            case PutItemRequest put when put.tableName().equals(TABLE) ->
                    Stream.of(put.item().get("stream_id").s());
            case TransactWriteItemsRequest transaction ->
                    transaction.transactItems().stream()
                            .map(TransactWriteItem::put)
                            .filter(put -> put != null && put.tableName().equals(TABLE))
                            .map(put -> put.item().get("stream_id").s());
            default -> Stream.of();
        };
    }
}
