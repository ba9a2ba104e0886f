package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.UnreadableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A schema whose items may have been damaged. The enhanced client converts items deep inside its
 * requests, with exceptions of its own: here, each of them becomes an {@link UnreadableException}.
 *
 * @param fault what to throw for an item and the reason why it can't be read
 */
record StoredItems<T>(
        TableSchema<T> schema,
        BiFunction<Map<String, AttributeValue>, UnreadableException, UnreadableException> fault)
        implements TableSchema<T> {

    static <T> TableSchema<T> of(TableSchema<T> schema) {
        return new StoredItems<>(schema, (item, reason) -> reason);
    }

    @Override
    public T mapToItem(Map<String, AttributeValue> item) {
        try {
            return Required.valid(() -> schema.mapToItem(item));
        } catch (UnreadableException e) {
            throw fault.apply(item, e);
        }
    }

    @Override
    public Map<String, AttributeValue> itemToMap(T item, boolean ignoreNulls) {
        return schema.itemToMap(item, ignoreNulls);
    }

    @Override
    public Map<String, AttributeValue> itemToMap(T item, Collection<String> attributes) {
        return schema.itemToMap(item, attributes);
    }

    @Override
    public @Nullable AttributeValue attributeValue(T item, String attributeName) {
        return schema.attributeValue(item, attributeName);
    }

    @Override
    public TableMetadata tableMetadata() {
        return schema.tableMetadata();
    }

    @Override
    public EnhancedType<T> itemType() {
        return schema.itemType();
    }

    @Override
    public List<String> attributeNames() {
        return schema.attributeNames();
    }

    @Override
    public boolean isAbstract() {
        return schema.isAbstract();
    }

    @Override
    public AttributeConverter<T> converterForAttribute(Object key) {
        return schema.converterForAttribute(key);
    }
}
