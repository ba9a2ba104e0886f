package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Lease;
import dev.orderstream.eventsourcing.operation.Operation.Progress;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.operation.Operations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Operations in the control table: {@code OPERATION#id} / {@code OPERATION}, and of each kind that
 * runs a pointer {@code RUNNING} / the kind. Both are written together at the start and at the end.
 */
public final class DynamoDbOperations implements Operations {

    private static final String OPERATION = "operation";
    private static final String HOLDER = "lease_holder";
    private static final String UNTIL = "lease_until";
    private static final String ENDED_AT = "ended_at";

    private final DynamoDbClient client;
    private final String table;
    private final Contention contention;

    public DynamoDbOperations(DynamoDbClient client, Tables tables, Contention contention) {
        this.client = client;
        this.table = tables.control().name();
        this.contention = contention;
    }

    @Override
    public boolean start(Operation operation) {
        Map<String, AttributeValue> pointer = new HashMap<>(pointer(operation.kind()));
        pointer.put(OPERATION, AttributeValue.fromS(operation.id()));
        TransactWriteItem item =
                TransactWriteItem.builder()
                        .put(put ->
                                put.tableName(table)
                                        .item(write(operation))
                                        .conditionExpression("attribute_not_exists(pk)"))
                        .build();
        TransactWriteItem running =
                TransactWriteItem.builder()
                        .put(put ->
                                put.tableName(table)
                                        .item(pointer)
                                        .conditionExpression("attribute_not_exists(pk)"))
                        .build();
        return together(List.of(item, running))
                || find(operation.id()).filter(operation::equals).isPresent();
    }

    @Override
    public Optional<Operation> find(String id) {
        GetItemRequest get =
                GetItemRequest.builder().tableName(table).key(key(id)).consistentRead(true).build();
        Map<String, AttributeValue> item = Faults.reading(() -> client.getItem(get)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(read(id, item));
    }

    @Override
    public List<Operation> running() {
        QueryRequest query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(ControlKeys.RUNNING)))
                        .consistentRead(true)
                        .build();
        return Faults.reading(() -> client.query(query)).items().stream()
                .map(pointer -> Required.attribute(pointer, OPERATION).s())
                .flatMap(id -> find(id).stream())
                .filter(Operation::isRunning)
                .toList();
    }

    @Override
    public boolean replace(Operation previous, Operation next) {
        return next.isRunning()
                ? replacing(table, previous, next).put(client)
                : together(replacement(table, previous, next));
    }

    /** The writes that store an operation in the place of the one that was read. */
    static List<TransactWriteItem> replacement(String table, Operation previous, Operation next) {
        TransactWriteItem item = replacing(table, previous, next).inTransaction();
        return next.isRunning() ? List.of(item) : List.of(item, withoutPointer(table, next));
    }

    private static RevisedItem replacing(String table, Operation previous, Operation next) {
        return new RevisedItem(table, write(next), previous.revision());
    }

    private static TransactWriteItem withoutPointer(String table, Operation ended) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table).key(pointer(ended.kind())))
                .build();
    }

    private boolean together(List<TransactWriteItem> writes) {
        return new AllOrNothing(client, contention).write(writes).isEmpty();
    }

    private static Map<String, AttributeValue> key(String id) {
        return ControlKeys.of(ControlKeys.OPERATION + id, "OPERATION");
    }

    private static Map<String, AttributeValue> pointer(Kind kind) {
        return ControlKeys.of(ControlKeys.RUNNING, kind.name());
    }

    private static Map<String, AttributeValue> write(Operation operation) {
        Map<String, AttributeValue> item = new HashMap<>(key(operation.id()));
        item.put("kind", AttributeValue.fromS(operation.kind().name()));
        item.put(Tables.REVISION, number(operation.revision()));
        item.put("status", AttributeValue.fromS(operation.status().name()));
        item.put("user_id", AttributeValue.fromS(operation.userId()));
        item.put("started_at", AttributeValue.fromS(Timestamps.format(operation.startedAt())));
        if (operation.endedAt() != null) {
            item.put(ENDED_AT, AttributeValue.fromS(Timestamps.format(operation.endedAt())));
        }
        item.put("settings", DocumentConverter.write(operation.settings()));
        item.put("done", number(operation.progress().done()));
        item.put("total", number(operation.progress().total()));
        Lease lease = operation.lease();
        if (lease != null) {
            item.put(HOLDER, AttributeValue.fromS(lease.holder()));
            item.put(UNTIL, AttributeValue.fromS(Timestamps.format(lease.until())));
        }
        item.put("state", DocumentConverter.write(operation.state()));
        item.put("result", DocumentConverter.write(operation.result()));
        return item;
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static Operation read(String id, Map<String, AttributeValue> item) {
        return Required.valid(() -> operation(id, item));
    }

    private static Operation operation(String id, Map<String, AttributeValue> item) {
        AttributeValue endedAt = item.get(ENDED_AT);
        return new Operation(
                id,
                Kind.valueOf(Required.attribute(item, "kind").s()),
                Long.parseLong(Required.attribute(item, Tables.REVISION).n()),
                Status.valueOf(Required.attribute(item, "status").s()),
                Required.attribute(item, "user_id").s(),
                Timestamps.parse(Required.attribute(item, "started_at").s()),
                endedAt == null ? null : Timestamps.parse(endedAt.s()),
                DocumentConverter.readFields(Required.attribute(item, "settings")),
                new Progress(
                        Long.parseLong(Required.attribute(item, "done").n()),
                        Long.parseLong(Required.attribute(item, "total").n())),
                lease(item),
                DocumentConverter.readFields(Required.attribute(item, "state")),
                DocumentConverter.readFields(Required.attribute(item, "result")));
    }

    private static @Nullable Lease lease(Map<String, AttributeValue> item) {
        AttributeValue holder = item.get(HOLDER);
        return holder == null
                ? null
                : new Lease(holder.s(), Timestamps.parse(Required.attribute(item, UNTIL).s()));
    }
}
