package dev.orderstream.testing;

import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.dynamodb.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Reckons the {@link Units} of the requests that functions make: of what a read was answered, and
 * of what an item was before a write and is after it. So nobody else may write the same item
 * meanwhile. A request that fails is not reckoned; the count of requests tells that there was one.
 */
public final class UnitMeter implements ExecutionInterceptor {

    private static final ExecutionAttribute<List<Written>> BEFORE =
            new ExecutionAttribute<>("items before the write");

    private final DynamoDbClient client;
    private final Map<String, TableDefinition> tables = new HashMap<>();
    private final List<Metered> requests = new ArrayList<>();

    UnitMeter(DynamoDbClient client, Tables tables) {
        this.client = client;
        for (TableDefinition table :
                List.of(tables.events(), tables.control(), tables.readModel(1))) {
            this.tables.put(table.name(), table);
        }
    }

    private record Metered(String operation, Units units) {}

    /** An item that a request writes, or reads in part, and what was there before. */
    private record Written(Item item, Map<String, AttributeValue> before) {}

    /** An item of a table by its key. */
    private record Item(
            TableDefinition table, Map<String, AttributeValue> key, boolean inTransaction) {}

    /** What was asked for since the last time, {@code PutItem} and the like, and what it took. */
    public record Taken(List<String> operations, Units units) {

        public Taken {
            operations = List.copyOf(operations);
        }
    }

    public synchronized Taken take() {
        Taken taken =
                new Taken(
                        requests.stream().map(Metered::operation).toList(),
                        Units.sum(requests.stream().map(Metered::units).toList()));
        requests.clear();
        return taken;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(
                BEFORE,
                items(context.request()).map(item -> new Written(item, stored(item))).toList());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        List<Written> written = Objects.requireNonNull(attributes.getAttribute(BEFORE));
        String operation = context.request().getClass().getSimpleName().replace("Request", "");
        Units writes = context.request() instanceof GetItemRequest ? Units.NONE : write(written);
        note(new Metered(operation, read(context, written).plus(writes)));
    }

    private synchronized void note(Metered request) {
        requests.add(request);
    }

    private static Units read(Context.AfterExecution context, List<Written> known) {
        return switch (context.response()) {
            case GetItemResponse part
                    when ((GetItemRequest) context.request()).projectionExpression() != null ->
                    Units.ofRead(
                            known.stream().map(Written::before).toList(),
                            isTrue(((GetItemRequest) context.request()).consistentRead()));
            case GetItemResponse got ->
                    Units.ofRead(
                            List.of(got.item()),
                            isTrue(((GetItemRequest) context.request()).consistentRead()));
            case QueryResponse found ->
                    Units.ofRead(
                            found.items(),
                            isTrue(((QueryRequest) context.request()).consistentRead()));
            case BatchGetItemResponse got -> read((BatchGetItemRequest) context.request(), got);
            default -> Units.NONE;
        };
    }

    private static Units read(BatchGetItemRequest request, BatchGetItemResponse got) {
        return Units.sum(
                request.requestItems().entrySet().stream()
                        .map(table ->
                                Units.ofReadOfEach(
                                        got.responses().getOrDefault(table.getKey(), List.of()),
                                        table.getValue().keys().size(),
                                        isTrue(table.getValue().consistentRead())))
                        .toList());
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private Units write(List<Written> all) {
        return Units.sum(
                all.stream()
                        .map(written ->
                                Units.ofWrite(
                                        written.item.table,
                                        written.before,
                                        stored(written.item),
                                        written.item.inTransaction))
                        .toList());
    }

    /** The items that a request writes, or reads in part. */
    private Stream<Item> items(SdkRequest request) {
        return switch (request) {
            // Units are of whole items, whatever part of them comes back.
            case GetItemRequest get when get.projectionExpression() == null -> Stream.of();
            case GetItemRequest get -> Stream.of(item(get.tableName(), get.key(), false));
            case UpdateItemRequest update ->
                    Stream.of(item(update.tableName(), update.key(), false));
            case QueryRequest query
                    when query.projectionExpression() == null && query.filterExpression() == null ->
                    Stream.of();
            case BatchGetItemRequest get -> Stream.of();
            case PutItemRequest put -> Stream.of(item(put.tableName(), put.item(), false));
            case BatchWriteItemRequest batch ->
                    batch.requestItems().entrySet().stream()
                            .flatMap(table ->
                                    table.getValue().stream()
                                            .map(write ->
                                                    item(
                                                            table.getKey(),
                                                            write.putRequest().item(),
                                                            false)));
            case TransactWriteItemsRequest transaction ->
                    transaction.transactItems().stream().map(this::item);
            // Whose units are not those of the items that come back, or that nobody asked for yet.
            default -> throw new IllegalArgumentException("no rule for " + request);
        };
    }

    private Item item(TransactWriteItem write) {
        return write.put() != null
                ? item(write.put().tableName(), write.put().item(), true)
                : item(write.update().tableName(), write.update().key(), true);
    }

    private Item item(String name, Map<String, AttributeValue> attributes, boolean inTransaction) {
        TableDefinition table = Objects.requireNonNull(tables.get(name), name);
        Map<String, AttributeValue> key = new HashMap<>(attributes);
        key.keySet().retainAll(List.of(table.partition().name(), table.sort().name()));
        return new Item(table, key, inTransaction);
    }

    private Map<String, AttributeValue> stored(Item item) {
        return client.getItem(
                        get -> get.tableName(item.table.name()).key(item.key).consistentRead(true))
                .item();
    }
}
