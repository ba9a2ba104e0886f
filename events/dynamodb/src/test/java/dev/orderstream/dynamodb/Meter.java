package dev.orderstream.dynamodb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Notes each request with the units that DynamoDB reports, where it reports them rightly. */
final class Meter implements ExecutionInterceptor {

    private final List<Metered> requests = new ArrayList<>();
    private int begun;

    /**
     * A request and what it took.
     *
     * @param limit how many items a query asks for, where it says so
     */
    record Metered(String operation, @Nullable Integer limit, @Nullable Double units) {
        @Override
        public String toString() {
            return units == null ? operation : operation + " " + units;
        }
    }

    /** What was asked since the last time, as {@code PutItem 1.0}. */
    List<String> take() {
        return takeMetered().stream().map(Metered::toString).toList();
    }

    /** All requests ever, also those that failed or were refused. */
    int begun() {
        return begun;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        begun++;
    }

    List<Metered> takeMetered() {
        List<Metered> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case PutItemRequest put ->
                    put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case UpdateItemRequest update ->
                    update.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case GetItemRequest get ->
                    get.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case QueryRequest query ->
                    query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case BatchGetItemRequest get ->
                    get.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            case BatchWriteItemRequest write ->
                    write.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
            default -> context.request();
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        String operation = context.request().getClass().getSimpleName().replace("Request", "");
        ConsumedCapacity capacity =
                switch (context.response()) {
                    case PutItemResponse put -> put.consumedCapacity();
                    case UpdateItemResponse update -> update.consumedCapacity();
                    case GetItemResponse get -> get.consumedCapacity();
                    case QueryResponse query -> query.consumedCapacity();
                    case BatchGetItemResponse get -> get.consumedCapacity().getFirst();
                    case BatchWriteItemResponse write -> write.consumedCapacity().getFirst();
                    default -> null;
                };
        Integer limit = context.request() instanceof QueryRequest query ? query.limit() : null;
        requests.add(
                new Metered(operation, limit, capacity == null ? null : capacity.capacityUnits()));
    }
}
