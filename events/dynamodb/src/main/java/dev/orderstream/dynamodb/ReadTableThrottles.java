package dev.orderstream.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Reports each request to a read table that DynamoDB throttles: every refused try, whether or not
 * the SDK's next try succeeds, and every batch that DynamoDB leaves a part of. An alarm cannot name
 * read tables, since rebuilds create them; so the functions count.
 */
public final class ReadTableThrottles implements ExecutionInterceptor {

    /** The error of a single request, or the reason of one that is part of a transaction. */
    private static final Pattern THROTTLED =
            Pattern.compile(
                    "\"__type\"\\s*:\\s*\"[^\"]*(ProvisionedThroughputExceededException"
                            + "|ThrottlingException|RequestLimitExceeded)\""
                            + "|\"Code\"\\s*:\\s*\"(ThrottlingError|ProvisionedThroughputExceeded)\"");

    private final Tables tables;
    private final Runnable throttled;

    private ReadTableThrottles(Tables tables, Runnable throttled) {
        this.tables = tables;
        this.throttled = throttled;
    }

    /**
     * Watches the requests of a client.
     *
     * @param throttled is called for each throttled request, by any thread
     */
    public static DynamoDbClientBuilder watch(
            DynamoDbClientBuilder builder, Tables tables, Runnable throttled) {
        return builder.overrideConfiguration(
                builder.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(new ReadTableThrottles(tables, throttled))
                        .build());
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        if (context.httpResponse().statusCode() < HttpURLConnection.HTTP_BAD_REQUEST
                || body.isEmpty()
                || !isForReadTable(context.request())) {
            return body;
        }
        byte[] error = bytes(body.get());
        if (THROTTLED.matcher(new String(error, StandardCharsets.UTF_8)).find()) {
            throttled.run();
        }
        return Optional.of(new ByteArrayInputStream(error));
    }

    private static byte[] bytes(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        boolean partly =
                switch (context.response()) {
                    case BatchGetItemResponse read -> !read.unprocessedKeys().isEmpty();
                    case BatchWriteItemResponse written -> !written.unprocessedItems().isEmpty();
                    default -> false;
                };
        if (partly && isForReadTable(context.request())) {
            throttled.run();
        }
    }

    private boolean isForReadTable(SdkRequest request) {
        return names(request).anyMatch(tables::isReadModel);
    }

    private static Stream<String> names(SdkRequest request) {
        return switch (request) {
            case BatchGetItemRequest batch -> batch.requestItems().keySet().stream();
            case BatchWriteItemRequest batch -> batch.requestItems().keySet().stream();
            case TransactWriteItemsRequest transaction ->
                    transaction.transactItems().stream().map(ReadTableThrottles::name);
            default -> request.getValueForField("TableName", String.class).stream();
        };
    }

    private static String name(TransactWriteItem part) {
        if (part.put() != null) {
            return part.put().tableName();
        }
        if (part.update() != null) {
            return part.update().tableName();
        }
        return part.delete() != null
                ? part.delete().tableName()
                : part.conditionCheck().tableName();
    }
}
