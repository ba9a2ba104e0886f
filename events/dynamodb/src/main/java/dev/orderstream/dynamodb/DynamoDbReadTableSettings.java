package dev.orderstream.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@link ReadTableSettings} in the control table: {@code READ-MODEL} / {@code TABLES}. */
record DynamoDbReadTableSettings(DynamoDbClient client, Tables tables) {

    private static final Map<String, AttributeValue> KEY =
            ControlKeys.of(ControlKeys.GENERATIONS, "TABLES");

    private static final String ENCRYPTION_KEY = "encryption_key";
    private static final String TAGS = "tags";

    /** Strongly consistent; {@link ReadTableSettings#NONE} where none were stored. */
    ReadTableSettings read() {
        Map<String, AttributeValue> item =
                client.getItem(get ->
                                get.tableName(tables.control().name())
                                        .key(KEY)
                                        .consistentRead(true))
                        .item();
        return item.isEmpty()
                ? ReadTableSettings.NONE
                : new ReadTableSettings(
                        Optional.ofNullable(item.get(ENCRYPTION_KEY)).map(AttributeValue::s),
                        Required.attribute(item, TAGS).m().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, tag -> tag.getValue().s())));
    }

    /** Replaces what an earlier deployment has stored. */
    void write(ReadTableSettings settings) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        settings.key().ifPresent(key -> item.put(ENCRYPTION_KEY, AttributeValue.fromS(key)));
        item.put(
                TAGS,
                AttributeValue.fromM(
                        settings.tags().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                tag -> AttributeValue.fromS(tag.getValue())))));
        client.putItem(put -> put.tableName(tables.control().name()).item(item));
    }
}
