package dev.orderstream.testing;

import dev.orderstream.dynamodb.ItemSize;
import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.dynamodb.TableDefinition.Index;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The units that a request takes, by the rules that DynamoDB publishes. What DynamoDB Local reports
 * is of no use for it: transactions and empty queries are wrong there.
 *
 * <p>An item is an empty map where there is none.
 *
 * @param reads units of reading
 * @param writes units of writing to tables
 * @param indexWrites units of writing to indexes
 */
public record Units(double reads, int writes, int indexWrites) {

    public static final Units NONE = new Units(0, 0, 0);

    private static final int WRITE_BYTES = 1024;
    private static final int READ_BYTES = 4 * 1024;

    /** A read of these items by one request: by their sum, and one unit where there are none. */
    static Units ofRead(Collection<Map<String, AttributeValue>> items, boolean consistent) {
        int units = started(items.stream().mapToInt(ItemSize::of).sum(), READ_BYTES);
        return new Units(consistent ? units : units / 2.0, 0, 0);
    }

    /**
     * A read of many items by their keys: each by its own size, and one unit where there is none.
     */
    static Units ofReadOfEach(
            Collection<Map<String, AttributeValue>> items, int keys, boolean consistent) {
        int units =
                keys
                        - items.size()
                        + items.stream()
                                .mapToInt(item -> started(ItemSize.of(item), READ_BYTES))
                                .sum();
        return new Units(consistent ? units : units / 2.0, 0, 0);
    }

    /**
     * A write of one item: by the larger of what it was and what it is. A transaction writes twice,
     * to prepare and to commit; the indexes follow once.
     */
    static Units ofWrite(
            TableDefinition table,
            Map<String, AttributeValue> before,
            Map<String, AttributeValue> after,
            boolean inTransaction) {
        int units = written(before, after);
        return new Units(
                0,
                inTransaction ? 2 * units : units,
                table.indexes().stream()
                        .mapToInt(index ->
                                ofIndex(
                                        index,
                                        copied(table, index, before),
                                        copied(table, index, after)))
                        .sum());
    }

    /** Nothing where the index has the same item as before; under another key, two writes. */
    private static int ofIndex(
            Index index, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        if (before.equals(after)) {
            return 0;
        }
        boolean stays =
                before.isEmpty()
                        || after.isEmpty()
                        || keys(index)
                                .allMatch(key -> Objects.equals(before.get(key), after.get(key)));
        return stays
                ? written(before, after)
                : written(before, Map.of()) + written(Map.of(), after);
    }

    /** What an index has of an item: its keys, the table's, and what is copied. */
    public static Map<String, AttributeValue> copied(
            TableDefinition table, Index index, Map<String, AttributeValue> item) {
        if (!keys(index).allMatch(item::containsKey)) {
            return Map.of();
        }
        Map<String, AttributeValue> copied = new HashMap<>(item);
        copied.keySet()
                .retainAll(
                        Stream.of(
                                        keys(index),
                                        index.copied().stream(),
                                        Stream.of(table.partition().name(), table.sort().name()))
                                .flatMap(names -> names)
                                .toList());
        return copied;
    }

    private static Stream<String> keys(Index index) {
        return Stream.of(index.partition().name(), index.sort().name());
    }

    private static int written(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return started(Math.max(ItemSize.of(before), ItemSize.of(after)), WRITE_BYTES);
    }

    /** How many of these were begun, at least one. */
    private static int started(int bytes, int unitBytes) {
        return Math.max(1, Math.ceilDiv(bytes, unitBytes));
    }

    static Units sum(List<Units> all) {
        return all.stream().reduce(NONE, Units::plus);
    }

    public Units plus(Units more) {
        return new Units(reads + more.reads, writes + more.writes, indexWrites + more.indexWrites);
    }
}
