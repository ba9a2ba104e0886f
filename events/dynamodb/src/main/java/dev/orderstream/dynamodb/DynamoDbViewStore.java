package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.ReadCost;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * One generation of the read model in its table. A view alone is a conditional {@code PutItem};
 * with counters to move it is a transaction of the view and the counters, so that neither is ever
 * ahead.
 */
public final class DynamoDbViewStore implements ViewStore {

    private final DynamoDbClient client;
    private final TableDefinition table;
    private final String tableName;
    private final DynamoDbTable<View> views;
    private final DynamoDbTable<HistorySchema.Item> history;
    private final Puts puts;
    private final BatchGet batchGet;
    private final Contention contention;
    private final StripedLocks writing = new StripedLocks();

    public DynamoDbViewStore(
            DynamoDbClient client, Tables tables, int generation, Contention contention) {
        this.client = client;
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        this.table = tables.readModel(generation);
        this.tableName = table.name();
        this.views = enhanced.table(tableName, ViewSchema.SCHEMA);
        this.history = enhanced.table(tableName, HistorySchema.SCHEMA);
        this.puts = new Puts(client, tableName, contention);
        this.batchGet = new BatchGet(client, tableName, contention);
        this.contention = contention;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        GetItemRequest get =
                GetItemRequest.builder()
                        .tableName(tableName)
                        .key(ReadKeys.item(key))
                        .consistentRead(consistency == Consistency.STRONG)
                        .build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(ViewSchema.read(item));
    }

    @Override
    public List<View> readAll(Collection<ViewKey> keys, Consistency consistency, ReadCost cost) {
        return batchGet.views(keys, consistency, cost);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        return write(
                () -> put(stillIs(previous), next),
                () -> putting(stillIs(previous), next),
                CounterChanges.between(previous, next));
    }

    @Override
    public boolean remove(View view) {
        return write(() -> delete(view), () -> deleting(view), CounterChanges.between(view, null));
    }

    /** One write of a view, or a transaction where counters move with it. */
    private boolean write(
            Runnable alone, Supplier<TransactWriteItem> together, CounterChanges changes) {
        try {
            if (changes.isEmpty()) {
                alone.run();
            } else {
                transact(together.get(), changes);
            }
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (TransactionCanceledException e) {
            if (Contention.conditionFailed(e)) {
                return false;
            }
            throw new RefusedException(e);
        }
    }

    private void put(Expression condition, View next) {
        PutItemEnhancedRequest<View> put =
                PutItemEnhancedRequest.builder(View.class)
                        .item(next)
                        .conditionExpression(condition)
                        .build();
        contention.retrying(() -> views.putItemWithResponse(put));
    }

    private void delete(View view) {
        Expression condition = stillIs(view);
        DeleteItemRequest delete =
                DeleteItemRequest.builder()
                        .tableName(tableName)
                        .key(ReadKeys.item(view.key()))
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.expressionNames())
                        .expressionAttributeValues(condition.expressionValues())
                        .build();
        contention.retrying(() -> client.deleteItem(delete));
    }

    private TransactWriteItem deleting(View view) {
        Expression condition = stillIs(view);
        return TransactWriteItem.builder()
                .delete(delete ->
                        delete.tableName(tableName)
                                .key(ReadKeys.item(view.key()))
                                .conditionExpression(condition.expression())
                                .expressionAttributeNames(condition.expressionNames())
                                .expressionAttributeValues(condition.expressionValues()))
                .build();
    }

    private TransactWriteItem putting(Expression condition, View next) {
        return TransactWriteItem.builder()
                .put(put ->
                        put.tableName(tableName)
                                .item(ViewSchema.SCHEMA.itemToMap(next, true))
                                .conditionExpression(condition.expression())
                                .expressionAttributeNames(condition.expressionNames())
                                .expressionAttributeValues(condition.expressionValues()))
                .build();
    }

    private void transact(TransactWriteItem view, CounterChanges changes) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(view);
        writes.addAll(changes.updates(tableName));
        TransactWriteItemsRequest transaction =
                TransactWriteItemsRequest.builder()
                        .transactItems(writes)
                        .clientRequestToken(UUID.randomUUID().toString())
                        .build();
        // Orders of one customer wait for one another here, so that they never conflict by
        // themselves.
        writing.holding(
                changes.byItem().keySet(),
                () -> contention.retrying(() -> client.transactWriteItems(transaction)));
    }

    private static Expression stillIs(@Nullable View previous) {
        if (previous == null) {
            return Expression.builder()
                    .expression("attribute_not_exists(#pk)")
                    .putExpressionName("#pk", Tables.PK)
                    .build();
        }
        return Expression.builder()
                .expression("#version = :version AND #revision = :revision")
                .putExpressionName("#version", Tables.VERSION)
                .putExpressionName("#revision", "revision")
                .putExpressionValue(":version", number(previous.version()))
                .putExpressionValue(":revision", number(previous.revision()))
                .build();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> entries, Tokens found) {
        Stream<Map<String, AttributeValue>> rows =
                entries.stream()
                        .map(entry -> new HistorySchema.Item(owner, entry))
                        .map(item -> HistorySchema.SCHEMA.itemToMap(item, true));
        Stream<Map<String, AttributeValue>> words =
                found.words().stream()
                        .map(word ->
                                new TokenSchema.Item(TokenSchema.partition(word), found.sort()))
                        .map(item -> TokenSchema.SCHEMA.itemToMap(item, true));
        puts.all(Stream.concat(rows, words).toList());
    }

    @Override
    public List<HistoryEntry> history(
            String owner,
            long afterVersion,
            long upToVersion,
            int entriesMax,
            Consistency consistency) {
        if (afterVersion >= upToVersion) {
            return List.of();
        }
        QueryConditional between =
                QueryConditional.sortBetween(
                        historyKey(owner, afterVersion + 1), historyKey(owner, upToVersion));
        QueryEnhancedRequest query =
                QueryEnhancedRequest.builder()
                        .queryConditional(between)
                        .consistentRead(consistency == Consistency.STRONG)
                        .limit(entriesMax)
                        .build();
        return Faults.reading(() ->
                history.query(query).items().stream()
                        .limit(entriesMax)
                        .map(HistorySchema.Item::entry)
                        .toList());
    }

    private static Key historyKey(String owner, long version) {
        return Key.builder()
                .partitionValue(owner)
                .sortValue(HistorySchema.sortKey(version))
                .build();
    }

    @Override
    public List<String> tokened(TokenQuery query, ReadCost cost) {
        return new SpanQuery(
                        tableName,
                        null,
                        Tables.PK,
                        TokenSchema.partition(query.word()),
                        Tables.SK,
                        query.span())
                .read(client, cost)
                .map(item -> TokenSchema.SCHEMA.mapToItem(item).place())
                .toList();
    }

    @Override
    public List<Row> list(ListQuery list, ReadCost cost) {
        String group = list.group();
        return new SpanQuery(
                        tableName,
                        group == null ? Tables.BY_OWNER : Tables.BY_GROUP,
                        group == null ? Tables.LIST_OWNER : Tables.LIST_GROUP,
                        group == null ? list.owner() : ViewSchema.group(list.owner(), group),
                        Tables.LIST_SORT,
                        list.span())
                .read(client, cost)
                .map(RowSchema.SCHEMA::mapToItem)
                .toList();
    }

    @Override
    public Counters counters(ViewKey key, Consistency consistency) {
        GetItemRequest get =
                GetItemRequest.builder()
                        .tableName(tableName)
                        .key(ReadKeys.item(key))
                        .consistentRead(consistency == Consistency.STRONG)
                        .build();
        return CountersItem.read(Faults.reading(() -> client.getItem(get)).item());
    }

    @Override
    public boolean mend(ViewKey key, Counters previous, Map<String, BigDecimal> amounts) {
        return new RevisedItem(
                        tableName,
                        CountersItem.write(key, previous.revision() + 1, amounts),
                        previous.revision())
                .put(client);
    }

    @Override
    public Set<String> found(Tokens wanted) {
        Map<String, String> words = new HashMap<>();
        wanted.words().forEach(word -> words.put(TokenSchema.partition(word), word));
        List<Map<String, AttributeValue>> keys =
                words.keySet().stream()
                        .map(partition -> TokenSchema.key(partition, wanted.sort()))
                        .toList();
        return batchGet.items(keys, Consistency.STRONG, ReadCost.IGNORED).stream()
                .map(item -> words.get(TokenSchema.SCHEMA.mapToItem(item).partition()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Override
    public void removeUnreadable(ViewKey key) {
        DeleteItemRequest delete =
                DeleteItemRequest.builder().tableName(tableName).key(ReadKeys.item(key)).build();
        contention.retrying(() -> client.deleteItem(delete));
    }

    @Override
    public Page scan(Segment segment, @Nullable Place after) {
        return new ViewScan(client, table).read(segment, after);
    }
}
