package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What a change of a view means for the counters: the difference of what it counts for now and what
 * it counted for before. Each item of counters is moved by one {@code ADD}, which needs no read and
 * lets changes of other views through; its revision rises with it.
 */
record CounterChanges(Map<ViewKey, Map<String, BigDecimal>> byItem) {

    static CounterChanges between(@Nullable View previous, @Nullable View next) {
        Map<ViewKey, Map<String, BigDecimal>> byItem = new LinkedHashMap<>();
        add(byItem, next == null ? null : next.body().tally(), BigDecimal.ONE);
        add(byItem, previous == null ? null : previous.body().tally(), BigDecimal.ONE.negate());
        byItem.values().forEach(changes -> changes.values().removeIf(by -> by.signum() == 0));
        byItem.values().removeIf(Map::isEmpty);
        return new CounterChanges(byItem);
    }

    private static void add(
            Map<ViewKey, Map<String, BigDecimal>> byItem, @Nullable Tally tally, BigDecimal sign) {
        if (tally != null) {
            Map<String, BigDecimal> changes =
                    byItem.computeIfAbsent(tally.counters(), key -> new HashMap<>());
            tally.amounts()
                    .forEach((name, by) -> changes.merge(name, by.multiply(sign), BigDecimal::add));
        }
    }

    boolean isEmpty() {
        return byItem.isEmpty();
    }

    List<TransactWriteItem> updates(String table) {
        return byItem.entrySet().stream()
                .map(item -> update(table, item.getKey(), item.getValue()))
                .toList();
    }

    private static TransactWriteItem update(
            String table, ViewKey key, Map<String, BigDecimal> changes) {
        Map<String, String> names = new HashMap<>(Map.of("#revision", "revision"));
        Map<String, AttributeValue> values =
                new HashMap<>(Map.of(":one", AttributeValue.fromN("1")));
        StringBuilder expression = new StringBuilder("ADD #revision :one");
        int n = 0;
        for (Map.Entry<String, BigDecimal> change : changes.entrySet()) {
            names.put("#c" + n, change.getKey());
            values.put(":c" + n, AttributeValue.fromN(change.getValue().toPlainString()));
            expression.append(", #c").append(n).append(" :c").append(n);
            n++;
        }
        return TransactWriteItem.builder()
                .update(update ->
                        update.tableName(table)
                                .key(ReadKeys.item(key))
                                .updateExpression(expression.toString())
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values))
                .build();
    }
}
