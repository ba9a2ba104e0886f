package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.rebuild.GenerationLedger;
import dev.orderstream.eventsourcing.rebuild.Ledger;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.rebuild.ViewLimits;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The generation item of the control table. What is beside the serving generation is a map by
 * number, of {@code state} ({@code filling}, {@code retiring}, {@code dropping}) and what belongs
 * to it.
 */
public final class DynamoDbLedger implements GenerationLedger {

    private static final Map<String, AttributeValue> KEY =
            ControlKeys.of(ControlKeys.GENERATIONS, "GENERATIONS");

    private static final String SERVING = "serving";
    private static final String SERVING_BY = "serving_by";
    private static final String HIGHEST = "highest";
    private static final String BESIDE = "beside";
    private static final String STATE = "state";
    private static final String OPERATION = "operation";
    private static final String CODE_REVISION = "code_revision";
    private static final String UNTIL = "until";
    private static final String SINCE = "since";

    private final DynamoDbClient client;
    private final Tables tables;
    private final String table;
    private final Contention contention;

    public DynamoDbLedger(DynamoDbClient client, Tables tables, Contention contention) {
        this.client = client;
        this.contention = contention;
        this.tables = tables;
        this.table = tables.control().name();
    }

    @Override
    public Ledger read() {
        Map<String, AttributeValue> item = item();
        if (item.isEmpty()) {
            throw new IllegalStateException("no generation serves: the tables were not set up");
        }
        return Required.valid(() -> ledger(item));
    }

    private static Ledger ledger(Map<String, AttributeValue> item) {
        SortedMap<Integer, Beside> beside = new TreeMap<>();
        Required.attribute(item, BESIDE)
                .m()
                .forEach((generation, state) ->
                        beside.put(Integer.parseInt(generation), beside(state.m())));
        AttributeValue by = item.get(SERVING_BY);
        return new Ledger(
                Long.parseLong(Required.attribute(item, Tables.REVISION).n()),
                number(Required.attribute(item, SERVING)),
                by == null ? null : by.s(),
                number(Required.attribute(item, HIGHEST)),
                beside);
    }

    private static Beside beside(Map<String, AttributeValue> state) {
        return switch (Required.attribute(state, STATE).s()) {
            case "filling" ->
                    new Beside.Filling(
                            Required.attribute(state, OPERATION).s(),
                            number(Required.attribute(state, CODE_REVISION)));
            case "retiring" ->
                    new Beside.Retiring(Timestamps.parse(Required.attribute(state, UNTIL).s()));
            case "dropping" ->
                    new Beside.Dropping(Timestamps.parse(Required.attribute(state, SINCE).s()));
            default -> throw new IllegalStateException("unknown state of a generation");
        };
    }

    private static Map<String, AttributeValue> write(Beside beside) {
        return switch (beside) {
            case Beside.Filling(String operation, int codeRevision) ->
                    Map.of(
                            STATE, AttributeValue.fromS("filling"),
                            OPERATION, AttributeValue.fromS(operation),
                            CODE_REVISION, number(codeRevision));
            case Beside.Retiring retiring ->
                    Map.of(
                            STATE, AttributeValue.fromS("retiring"),
                            UNTIL, AttributeValue.fromS(Timestamps.format(retiring.until())));
            case Beside.Dropping dropping ->
                    Map.of(
                            STATE, AttributeValue.fromS("dropping"),
                            SINCE, AttributeValue.fromS(Timestamps.format(dropping.since())));
        };
    }

    /** Whether the tables were set up. */
    boolean isThere() {
        return !item().isEmpty();
    }

    private Map<String, AttributeValue> item() {
        GetItemRequest get =
                GetItemRequest.builder().tableName(table).key(KEY).consistentRead(true).build();
        return Faults.reading(() -> client.getItem(get).item());
    }

    @Override
    public boolean replace(Ledger previous, Ledger next) {
        return revised(next, previous).put(client);
    }

    @Override
    public boolean replace(
            Ledger previous,
            Ledger next,
            Operation previousOperation,
            Operation nextOperation,
            ViewLimits limits) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(revised(next, previous).inTransaction());
        writes.addAll(DynamoDbOperations.replacement(table, previousOperation, nextOperation));
        String readTable = tables.readModel(limits.generation()).name();
        limits.versions().forEach((view, most) -> writes.add(isWithin(readTable, view, most)));
        return new AllOrNothing(client, contention).write(writes).isEmpty();
    }

    private static TransactWriteItem isWithin(String readTable, ViewKey view, long most) {
        return TransactWriteItem.builder()
                .conditionCheck(check ->
                        check.tableName(readTable)
                                .key(ReadKeys.item(view))
                                .conditionExpression(
                                        "attribute_not_exists(#version) OR #version <= :most")
                                .expressionAttributeNames(Map.of("#version", Tables.VERSION))
                                .expressionAttributeValues(
                                        Map.of(":most", AttributeValue.fromN(Long.toString(most)))))
                .build();
    }

    /** A change of nothing but the revision, where a generation is beside the serving one. */
    static TransactWriteItem touchingBeside(String table, int generation) {
        return TransactWriteItem.builder()
                .update(update ->
                        update.tableName(table)
                                .key(KEY)
                                .updateExpression("ADD #revision :one")
                                .conditionExpression("attribute_exists(#beside.#generation)")
                                .expressionAttributeNames(
                                        Map.of(
                                                "#revision",
                                                Tables.REVISION,
                                                "#beside",
                                                BESIDE,
                                                "#generation",
                                                Integer.toString(generation)))
                                .expressionAttributeValues(
                                        Map.of(":one", AttributeValue.fromN("1"))))
                .build();
    }

    /** Keeps the first ledger, where there is none yet. */
    void begin(Ledger first) {
        revised(first, null).put(client);
    }

    private RevisedItem revised(Ledger next, @Nullable Ledger previous) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        item.put(Tables.REVISION, AttributeValue.fromN(Long.toString(next.revision())));
        item.put(SERVING, number(next.serving()));
        item.put(HIGHEST, number(next.highest()));
        if (next.servingBy() != null) {
            item.put(SERVING_BY, AttributeValue.fromS(next.servingBy()));
        }
        Map<String, AttributeValue> beside = new LinkedHashMap<>();
        next.beside()
                .forEach((generation, state) ->
                        beside.put(
                                Integer.toString(generation), AttributeValue.fromM(write(state))));
        item.put(BESIDE, AttributeValue.fromM(beside));
        return new RevisedItem(table, item, previous == null ? 0 : previous.revision());
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }

    private static int number(AttributeValue value) {
        return Integer.parseInt(value.n());
    }
}
